package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.OtherChoices;
import io.lingzhi.llm.protocol.UpstreamText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells one answer in events, whether it comes in chunks or whole: both have the same form. Only the candidate of index
 * 0 is told. The end comes when the stream closes, because usage may follow the finish reason.
 *
 * <p>Used by one thread at a time.
 */
final class GeminiAnswer {
    /** The member that counts what was used so far; most chunks have it. */
    static final String USAGE = "usageMetadata";

    private final List<StreamEvent> events = new ArrayList<>();
    private final GeminiAnswerParts parts = new GeminiAnswerParts(events::add);
    private boolean started;
    private boolean ended;
    private final OtherChoices others = new OtherChoices();
    private Optional<String> finishWord = Optional.empty();
    private JsonValue.Obj usage = JsonValue.Obj.EMPTY;

    /** Whether nothing may follow. */
    boolean ended() {
        return ended;
    }

    /** Whether a finish reason was given, and only usage may follow. */
    boolean complete() {
        return !ended && finishWord.isPresent() && others.ended();
    }

    /** The events of one chunk, or of a whole answer without its end. Some upstreams put it into a {@code response}. */
    List<StreamEvent> accept(JsonValue.Obj chunk) {
        if (chunk.get("response") instanceof JsonValue.Obj wrapped) {
            return accept(wrapped);
        }
        if (chunk.get("error") != JsonValue.Null.NULL) {
            return fail(GeminiFailureDecoder.inAnswer(chunk));
        }
        read(chunk);
        return taken();
    }

    /** The events of the answer's end, which is good only if the upstream gave a reason for it. */
    List<StreamEvent> end() {
        if (finishWord.isEmpty() || !others.ended()) {
            return fail(new Failure.UpstreamFault(
                    "The upstream's answer was cut: it ended without a finishReason. Ask again."));
        }
        parts.close();
        if (!usage.members().isEmpty()) {
            Usage reported = GeminiUsage.decode(usage);
            events.add(new StreamEvent.UsageReported(reported));
        }
        events.add(new StreamEvent.Finished(GeminiFinish.decode(finishWord.get(), parts.callTold())));
        ended = true;
        return taken();
    }

    List<StreamEvent> fail(Failure failure) {
        events.add(new StreamEvent.Failed(failure));
        ended = true;
        return taken();
    }

    /** Stands in for a finish reason where the answer is whole and its upstream gives none. */
    void finishIfUnsaid() {
        finishWord = finishWord.or(() -> Optional.of("STOP"));
        others.end();
    }

    private void read(JsonValue.Obj chunk) {
        start(chunk);
        for (JsonValue item : chunk.list("candidates")) {
            if (!ended && item instanceof JsonValue.Obj candidate) {
                long index = candidate.integer("index").orElse(0L);
                if (index == 0) {
                    readCandidate(candidate);
                } else {
                    others.seen(
                            index,
                            candidate
                                    .string("finishReason")
                                    .flatMap(GeminiFinish::said)
                                    .isPresent());
                }
            }
        }
        Optional<String> blocked = chunk.object("promptFeedback").string("blockReason");
        if (blocked.isPresent() && chunk.list("candidates").isEmpty()) {
            finishWord = finishWord.or(() -> Optional.of("SAFETY"));
        }
        usage = DeepMerge.of(usage, chunk.object(USAGE));
    }

    private void start(JsonValue.Obj chunk) {
        boolean content = chunk.has("candidates") || chunk.has("promptFeedback");
        if (!started && content) {
            started = true;
            String id = chunk.string("responseId", "");
            parts.answerId(id);
            events.add(new StreamEvent.Started(id, chunk.string("modelVersion", ""), createdAt(chunk)));
        }
    }

    private void readCandidate(JsonValue.Obj candidate) {
        Optional<Failure> broken = parts.read(candidate);
        Optional<String> word = candidate.string("finishReason").flatMap(GeminiFinish::said);
        if (word.filter(GeminiFinish::isBroken).isPresent()) {
            String why = candidate
                    .string("finishMessage")
                    .map(said -> ", " + UpstreamText.message(said))
                    .orElse(".");
            broken = Optional.of(new Failure.UpstreamFault(
                    "The upstream broke its answer off: finishReason is " + word.get() + why));
        }
        if (broken.isPresent()) {
            events.add(new StreamEvent.Failed(broken.get()));
            ended = true;
        }
        finishWord = word.or(() -> finishWord);
    }

    private static long createdAt(JsonValue.Obj chunk) {
        try {
            return chunk.string("createTime")
                    .map(Instant::parse)
                    .map(Instant::getEpochSecond)
                    .filter(time -> time > 0)
                    .orElse(0L);
        } catch (DateTimeException e) {
            return 0;
        }
    }

    private List<StreamEvent> taken() {
        List<StreamEvent> all = List.copyOf(events);
        events.clear();
        return all;
    }
}
