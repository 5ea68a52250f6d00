package io.lingzhi.assistant.knowledge.ask;

import io.lingzhi.assistant.AiService;
import io.lingzhi.assistant.CancelSignal;
import io.lingzhi.assistant.ChatAsk;
import io.lingzhi.assistant.Choice;
import io.lingzhi.assistant.Opening;
import io.lingzhi.assistant.Spent;
import io.lingzhi.assistant.knowledge.Evidence.Verdict;
import io.lingzhi.assistant.knowledge.Hit;
import io.lingzhi.assistant.knowledge.Knowledge;
import io.lingzhi.assistant.knowledge.KnowledgeException;
import io.lingzhi.assistant.knowledge.Retrieved;
import io.lingzhi.assistant.knowledge.SearchAsk;
import io.lingzhi.assistant.select.Wish;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Answers questions from a base, or from texts that come with the question. Calls block, and belong on virtual threads.
 * A model that writes is preferred by the configured order; where only the quoting one is left, the answer is made of
 * the sources' own sentences and says so.
 */
public final class Asking {
    /** The task that questions about documents stand for. */
    private static final String USUAL_TASK = "rag";

    private final Knowledge knowledge;
    private final AiService models;
    private final Extracts extracts;
    private final String quoting;

    /**
     * @param models asks chat models
     * @param extracts picks sentences for the quoting model
     * @param quoting the model that only quotes
     */
    Asking(Knowledge knowledge, AiService models, Extracts extracts, String quoting) {
        this.knowledge = knowledge;
        this.models = models;
        this.extracts = extracts;
        this.quoting = quoting;
    }

    /** @param embedding the model that compares sentences with the question */
    public static Asking of(
            Knowledge knowledge, AiService models, EmbeddingClient embeddings, String embedding, String quoting) {
        return new Asking(knowledge, models, new Extracts(embeddings, embedding), quoting);
    }

    /** Answers from a base. */
    public Answered ask(Question question, Caller caller, CancelSignal cancel) throws KnowledgeException {
        SearchAsk search = new SearchAsk(
                question.text(), question.filter(), question.sources(), question.neighbours(), SearchAsk.Mode.HYBRID);
        Retrieved retrieved = knowledge.search(question.base(), search, caller);
        List<Source> sources = new ArrayList<>();
        for (Hit hit : retrieved.hits()) {
            sources.add(Source.of(sources.size() + 1, hit));
        }
        if (retrieved.evidence() == Verdict.NONE) {
            return new Answered.Told(
                    Optional.empty(),
                    false,
                    sources,
                    retrieved.costNanos(),
                    retrieved.wordsOnly(),
                    nothing(question.text(), "", Spent.NOTHING));
        }
        Asked asked = new Asked(question.text(), question.wish(), question.stream(), sources, retrieved.evidence());
        return answer(asked, retrieved.costNanos(), retrieved.wordsOnly(), caller, cancel);
    }

    /** Answers from these texts. */
    public Answered from(
            List<String> context, String text, Wish wish, boolean stream, Caller caller, CancelSignal cancel) {
        List<Source> sources = new ArrayList<>();
        context.forEach(each -> sources.add(Source.given(sources.size() + 1, each)));
        return answer(
                new Asked(text, wish, stream, sources, Verdict.ENOUGH),
                Spent.NOTHING,
                Optional.empty(),
                caller,
                cancel);
    }

    private record Asked(String text, Wish wish, boolean stream, List<Source> sources, Verdict evidence) {}

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // as the search told them
    private Answered answer(
            Asked asked, OptionalLong searchNanos, Optional<Failure> wordsOnly, Caller caller, CancelSignal cancel) {
        Prompt prompt = Prompt.of(asked.text(), asked.sources());
        ChatAsk ask = new ChatAsk(
                ChatAsk.messages(Optional.of(prompt.system()), List.of(), List.of(new Part.Text(prompt.user()))),
                asked.wish(),
                USUAL_TASK,
                Reasoning.unspecified(),
                asked.stream());
        return switch (models.chat(ask, caller, cancel)) {
            case Opening.Refused(Failure failure) -> new Answered.Refused(failure);
            case Opening.Begun(Choice choice, ChatStream stream) -> {
                boolean extract = choice.model().value().equals(quoting);
                AnswerStream told = extract
                        ? quoted(asked, stream, caller)
                        : new ModelAnswer(asked.text(), asked.sources(), stream);
                yield new Answered.Told(Optional.of(choice), extract, asked.sources(), searchNanos, wordsOnly, told);
            }
        };
    }

    /** The quoting model's turn is heard to its end for its usage; its words are those of the sources. */
    private AnswerStream quoted(Asked asked, ChatStream stream, Caller caller) {
        List<AnswerEvent> events = new ArrayList<>();
        AnswerEvent last;
        try (ModelAnswer heard = new ModelAnswer(asked.text(), asked.sources(), stream)) {
            do {
                last = heard.next();
                if (last instanceof AnswerEvent.Used) {
                    events.add(last);
                }
            } while (!(last instanceof AnswerEvent.Done) && !(last instanceof AnswerEvent.Failed));
        }
        if (last instanceof AnswerEvent.Failed) {
            return new FixedAnswer(List.of(last), stream.costNanos());
        }
        if (asked.evidence() != Verdict.ENOUGH) {
            return nothing(asked.text(), quoting, stream.costNanos());
        }
        Extracts.Picked picked = extracts.of(asked.text(), asked.sources(), caller);
        events.addAll(0, quotes(asked, picked.citations()));
        events.add(new AnswerEvent.Done(FinishReason.STOP, quoting, true));
        return new FixedAnswer(events, Spent.both(stream.costNanos(), picked.costNanos()));
    }

    private static List<AnswerEvent> quotes(Asked asked, List<SourceCitation> citations) {
        List<AnswerEvent> events = new ArrayList<>();
        events.add(new AnswerEvent.Delta(Wording.forLanguageOf(asked.text()).extractLabel()));
        for (SourceCitation citation : citations) {
            String quote = citation.quote().replace("\n", "\n> ");
            events.add(new AnswerEvent.Delta(
                    "\n\n> " + quote + " [" + citation.source().number() + "]"));
            events.add(new AnswerEvent.Cited(citation));
        }
        return events;
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // a cost that nobody knows
    private static AnswerStream nothing(String question, String model, OptionalLong costNanos) {
        List<AnswerEvent> events = List.of(
                new AnswerEvent.Delta(Wording.forLanguageOf(question).nothingFound()),
                new AnswerEvent.Used(Usage.NONE),
                new AnswerEvent.Done(FinishReason.STOP, model, false));
        return new FixedAnswer(events, costNanos);
    }
}
