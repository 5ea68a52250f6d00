package io.lingzhi.assistant.knowledge.ask;

import io.lingzhi.assistant.Choice;
import io.lingzhi.assistant.Spent;
import io.lingzhi.llm.Failure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How asking went on. */
public sealed interface Answered {
    /**
     * An answer is told, event by event; the stream must be closed.
     *
     * @param choice the model that answers; empty when no model was needed to say that nothing was found
     * @param extract whether the answer quotes the sources and no model wrote it
     * @param searchNanos what the search cost, in nano-USD; empty where that is not known
     * @param wordsOnly why the search by vectors took no part
     */
    record Told(
            Optional<Choice> choice,
            boolean extract,
            List<Source> sources,
            OptionalLong searchNanos,
            Optional<Failure> wordsOnly,
            AnswerStream stream)
            implements Answered {
        public Told {
            sources = List.copyOf(sources);
        }

        /** What all of it cost, once the last event has been read. */
        public OptionalLong costNanos() {
            return Spent.both(searchNanos, stream.costNanos());
        }
    }

    record Refused(Failure failure) implements Answered {}
}
