package io.lingzhi.assistant.http;

import io.lingzhi.assistant.knowledge.BaseName;
import io.lingzhi.assistant.knowledge.BaseSummary;
import io.lingzhi.assistant.knowledge.Knowledge;
import io.lingzhi.assistant.knowledge.KnowledgeException;
import io.lingzhi.assistant.knowledge.Progress;
import io.lingzhi.assistant.knowledge.ProgressFeed;
import io.lingzhi.llm.json.JsonValue;
import java.time.Duration;
import java.util.Optional;

/**
 * How the documents of a base come along, as server-sent events: {@code base} at first and whenever a document is done,
 * {@code document} for each step, {@code missed} when the client was too slow for some. With {@code until=idle} the row
 * ends with {@code done} as soon as nothing is queued.
 */
final class KnowledgeEvents {
    private static final Duration BEAT = Duration.ofSeconds(15);

    private final Knowledge knowledge;

    KnowledgeEvents(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    void tell(ReceivedRequest request, Reply reply) throws ProblemException, ClientGoneException {
        BaseName name = KnowledgeRoutes.name(request.variable("kb"));
        Fields fields = new Fields(JsonValue.Obj.EMPTY, QueryParameters.parse(request.query()));
        Optional<String> until = fields.text("until");
        if (until.isPresent() && !until.get().equals("idle")) {
            fields.mistake("until", KnowledgeWording.oneOf("idle"));
        }
        fields.check();
        try (ProgressFeed.Listener listener = knowledge.listen(name)) {
            follow(listener, name, until.isPresent(), reply);
        } catch (KnowledgeException e) {
            throw new ProblemException(KnowledgeWording.problem(e.refusal()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientGoneException("nobody listens any longer");
        }
    }

    private void follow(ProgressFeed.Listener listener, BaseName name, boolean untilIdle, Reply reply)
            throws ClientGoneException, KnowledgeException, InterruptedException {
        BaseSummary base = knowledge.summary(name);
        reply.event("base", KnowledgeJson.base(base));
        while (!untilIdle || base.queued() > 0) {
            Optional<Progress> progress = listener.next(BEAT);
            if (progress.isEmpty()) {
                reply.beat();
            } else {
                reply.event("document", KnowledgeJson.status(progress.get(), reply.language()));
            }
            if (listener.missed()) {
                reply.event("missed", JsonValue.Obj.EMPTY);
            }
            if (progress.isEmpty() || isDone(progress.get())) {
                base = knowledge.summary(name);
                reply.event("base", KnowledgeJson.base(base));
            }
        }
        reply.event("done", KnowledgeJson.base(base));
        reply.endEvents();
    }

    private static boolean isDone(Progress progress) {
        return switch (progress.stage()) {
            case READY, FAILED, REMOVED -> true;
            case QUEUED, READING, EMBEDDING -> false;
        };
    }
}
