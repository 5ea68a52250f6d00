package io.lingzhi.assistant.knowledge.ask;

import io.lingzhi.assistant.Choice;
import io.lingzhi.llm.Failure;
import java.util.List;
import java.util.Optional;

/** How asking went on. */
public sealed interface Answered {
    /**
     * An answer is told, event by event; the stream must be closed.
     *
     * @param choice the model that answers; empty when no model was needed to say that nothing was found
     * @param extract whether the answer quotes the sources and no model wrote it
     * @param wordsOnly why the search by vectors took no part
     */
    record Told(
            Optional<Choice> choice,
            boolean extract,
            List<Source> sources,
            Optional<Failure> wordsOnly,
            AnswerStream stream)
            implements Answered {
        public Told {
            sources = List.copyOf(sources);
        }
    }

    record Refused(Failure failure) implements Answered {}
}
