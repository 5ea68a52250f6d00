package io.lingzhi.assistant.knowledge.eval;

import io.lingzhi.assistant.AiService;
import io.lingzhi.assistant.CancelSignal;
import io.lingzhi.assistant.knowledge.BaseName;
import io.lingzhi.assistant.knowledge.Hit;
import io.lingzhi.assistant.knowledge.Knowledge;
import io.lingzhi.assistant.knowledge.KnowledgeException;
import io.lingzhi.assistant.knowledge.Retrieved;
import io.lingzhi.assistant.knowledge.SearchAsk;
import io.lingzhi.assistant.knowledge.SearchAsk.Mode;
import io.lingzhi.assistant.knowledge.Upload;
import io.lingzhi.assistant.knowledge.ask.AnswerEvent;
import io.lingzhi.assistant.knowledge.ask.Answered;
import io.lingzhi.assistant.knowledge.ask.Asking;
import io.lingzhi.assistant.knowledge.document.Format;
import io.lingzhi.assistant.knowledge.index.Filter;
import io.lingzhi.assistant.select.Wish;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs the questions of a set against a base that holds its passages. One thread. */
public final class Evaluation {
    private static final BaseName BASE = new BaseName("eval");
    private static final Caller SELF = new Caller("evaluation", "evaluation");
    private static final int LOOKED_AT = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Knowledge knowledge;
    private final Asking asking;

    /**
     * @param knowledge with no base but the one that is made here
     * @param quoting the model that quotes, which answers all questions
     */
    public Evaluation(
            Knowledge knowledge, AiService models, EmbeddingClient vectors, String embedding, String quoting) {
        this.knowledge = knowledge;
        this.asking = Asking.of(knowledge, models, vectors, embedding, quoting);
    }

    /** Ingests the passages, each as a document of its own. */
    public void ingest(EvalSet set) throws KnowledgeException, InterruptedException {
        for (Map.Entry<String, String> passage : set.passages().entrySet()) {
            byte[] bytes = passage.getValue().getBytes(StandardCharsets.UTF_8);
            knowledge.add(BASE, new Upload(passage.getKey(), Format.TEXT, bytes, Map.of()));
        }
        try (var listener = knowledge.listen(BASE)) {
            while (knowledge.summary(BASE).queued() > 0) {
                if (listener.next(PATIENCE).isEmpty()) {
                    throw new IllegalStateException("the passages are not ingested; the log tells more");
                }
            }
        }
    }

    /** Asks every question. Answers are asked for in the hybrid mode only, since that is how they are made. */
    public List<Outcome> run(EvalSet set, Mode mode) throws KnowledgeException {
        List<Outcome> outcomes = new ArrayList<>();
        for (EvalSet.Question question : set.questions()) {
            SearchAsk ask = new SearchAsk(question.text(), Filter.ALL, LOOKED_AT, 0, mode);
            Retrieved retrieved = knowledge.search(BASE, ask, SELF);
            outcomes.add(mode == Mode.HYBRID ? answered(question, retrieved) : found(question, retrieved));
        }
        return outcomes;
    }

    private static Outcome found(EvalSet.Question question, Retrieved retrieved) {
        return new Outcome(question, rank(question, retrieved), Optional.empty(), true, retrieved.measure());
    }

    private Outcome answered(EvalSet.Question question, Retrieved retrieved) throws KnowledgeException {
        var asked = new io.lingzhi.assistant.knowledge.ask.Question(
                question.text(),
                BASE,
                Filter.ALL,
                Wish.NONE,
                io.lingzhi.assistant.knowledge.ask.Question.USUAL_SOURCES,
                0,
                false);
        return switch (asking.ask(asked, SELF, new CancelSignal())) {
            case Answered.Refused(var failure) ->
                throw new IllegalStateException("no model answers: " + failure.message());
            case Answered.Told told -> told(question, retrieved, told);
        };
    }

    private static Outcome told(EvalSet.Question question, Retrieved retrieved, Answered.Told told) {
        List<String> cited = new ArrayList<>();
        AnswerEvent event = told.stream().next();
        while (!(event instanceof AnswerEvent.Done) && !(event instanceof AnswerEvent.Failed)) {
            if (event instanceof AnswerEvent.Cited(var citation)) {
                cited.add(citation.source().document());
            }
            event = told.stream().next();
        }
        told.stream().close();
        boolean answers = event instanceof AnswerEvent.Done done && done.answered();
        boolean right = !cited.isEmpty() && question.answers().contains(cited.getFirst());
        return new Outcome(question, rank(question, retrieved), Optional.of(right), answers, retrieved.measure());
    }

    private static int rank(EvalSet.Question question, Retrieved retrieved) {
        Set<String> ranked = new LinkedHashSet<>();
        for (Hit hit : retrieved.hits()) {
            ranked.add(hit.document().source().name());
            if (question.answers().contains(hit.document().source().name())) {
                return ranked.size();
            }
        }
        return 0;
    }
}
