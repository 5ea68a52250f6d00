package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.OpenAiFailures;
import io.lingzhi.llm.protocol.OtherChoices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells one answer in events, whether it comes in chunks or whole: a whole answer is one chunk that says
 * {@code message} instead of {@code delta}. Finish reason and usage may come in any order; both are told by
 * {@link #end()}.
 *
 * <p>Used by one thread at a time.
 */
final class ChatAnswer {
    private final List<StreamEvent> events = new ArrayList<>();
    private final PartSequence parts = new PartSequence(events::add);
    private String id = "";
    private String model = "";
    private long createdAt;
    private boolean started;
    private boolean ended;
    private final OtherChoices others = new OtherChoices();
    private Optional<String> finishWord = Optional.empty();
    private Optional<Usage> usage = Optional.empty();

    /** Whether nothing may follow. */
    boolean ended() {
        return ended;
    }

    /** Whether a finish reason was given, and only usage or an end mark may follow. */
    boolean complete() {
        return !ended && finishWord.isPresent() && others.ended();
    }

    /** The events of one chunk, or of a whole answer without its end. */
    List<StreamEvent> accept(JsonValue.Obj chunk) {
        if (chunk.get("error") != JsonValue.Null.NULL) {
            return fail(OpenAiFailures.inAnswer(chunk));
        }
        try {
            read(chunk);
        } catch (BrokenAnswerException e) {
            return broken(e);
        }
        return taken();
    }

    /** The events of the answer's end, which is good only if the upstream gave a reason for it. */
    List<StreamEvent> end() {
        if (finishWord.isEmpty() || !others.ended()) {
            return fail(new Failure.UpstreamFault(
                    "The upstream's answer was cut: it ended without a finish_reason. Ask again."));
        }
        try {
            start();
            parts.drain();
        } catch (BrokenAnswerException e) {
            return broken(e);
        }
        usage.ifPresent(reported -> events.add(new StreamEvent.UsageReported(reported)));
        events.add(new StreamEvent.Finished(ChatFinish.decode(finishWord.get(), parts.callTold())));
        ended = true;
        return taken();
    }

    List<StreamEvent> fail(Failure failure) {
        events.add(new StreamEvent.Failed(failure));
        ended = true;
        return taken();
    }

    private List<StreamEvent> broken(BrokenAnswerException e) {
        return fail(new Failure.UpstreamFault(String.valueOf(e.getMessage())));
    }

    /** Stands in for a finish reason where the answer is whole and its upstream gives none. */
    void finishIfUnsaid() {
        finishWord = finishWord.or(() -> Optional.of("stop"));
        others.end();
    }

    private void read(JsonValue.Obj chunk) throws BrokenAnswerException {
        if (id.isEmpty()) {
            chunk.string("id").filter(told -> !told.isEmpty()).ifPresent(this::identify);
        }
        model = model.isEmpty() ? chunk.string("model", "") : model;
        createdAt = createdAt == 0 ? Math.max(0, chunk.integer("created").orElse(0L)) : createdAt;
        for (JsonValue choice : chunk.list("choices")) {
            if (choice instanceof JsonValue.Obj object) {
                long index = object.integer("index").orElse(0L);
                if (index == 0) {
                    readChoice(object);
                } else {
                    others.seen(index, finishWord(object).isPresent());
                }
            }
        }
        readUsage(chunk);
    }

    private void identify(String told) {
        id = told;
        parts.belongTo(told);
    }

    private void readChoice(JsonValue.Obj choice) throws BrokenAnswerException {
        start();
        readDelta(choice.get("delta") instanceof JsonValue.Obj delta ? delta : choice.object("message"));
        readUsage(choice);
        Optional<String> word = finishWord(choice);
        if (word.isPresent()) {
            finish(word.get());
        }
    }

    private static Optional<String> finishWord(JsonValue.Obj choice) {
        return choice.string("finish_reason").filter(reason -> !reason.isEmpty());
    }

    private void finish(String word) throws BrokenAnswerException {
        if (word.equals("error") || word.equals("insufficient_system_resource")) {
            throw new BrokenAnswerException("The upstream broke its answer off: finish_reason is " + word + ".");
        }
        finishWord = Optional.of(word);
        parts.drain();
    }

    private void readUsage(JsonValue.Obj holder) {
        if (holder.get("usage") instanceof JsonValue.Obj reported) {
            usage = Optional.of(ChatUsage.decode(reported));
        }
    }

    private void readDelta(JsonValue.Obj delta) throws BrokenAnswerException {
        Optional<String> thinking = delta.string("reasoning_content").filter(text -> !text.isEmpty());
        parts.prose(
                new PartHead.Thinking(),
                thinking.or(() -> delta.string("reasoning")).orElse(""));
        parts.prose(new PartHead.Text(), content(delta));
        for (Citation citation : Annotations.decode(delta)) {
            parts.cite(citation);
        }
        parts.prose(new PartHead.Refusal(), delta.string("refusal", ""));
        List<JsonValue> calls = delta.list("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i) instanceof JsonValue.Obj call) {
                long index = call.integer("index").orElse((long) i);
                parts.call(piece(index, call.string("id", ""), call));
            }
        }
        if (delta.get("function_call") instanceof JsonValue.Obj legacy) {
            parts.call(functionPiece(0, "", legacy, Optional.empty()));
        }
    }

    private static CallPiece piece(long index, String callId, JsonValue.Obj call) {
        return call.get("custom") instanceof JsonValue.Obj custom
                ? new CallPiece(
                        index,
                        callId,
                        custom.string("name", ""),
                        custom.string("input", ""),
                        true,
                        CallSignature.of(call))
                : functionPiece(index, callId, call.object("function"), CallSignature.of(call));
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // signed or not
    private static CallPiece functionPiece(
            long index, String callId, JsonValue.Obj function, Optional<Signature> signature) {
        String arguments = switch (function.get("arguments")) {
            case JsonValue.Str(String text) -> text;
            case JsonValue.Obj object -> Json.text(object);
            case JsonValue.Arr ignored -> "";
            case JsonValue.Num ignored -> "";
            case JsonValue.Bool ignored -> "";
            case JsonValue.Null ignored -> "";
        };
        return new CallPiece(index, callId, function.string("name", ""), arguments, false, signature);
    }

    /** The text of a delta; some upstreams send a list of text parts. */
    private static String content(JsonValue.Obj delta) {
        if (!(delta.get("content") instanceof JsonValue.Arr)) {
            return delta.string("content", "");
        }
        StringBuilder text = new StringBuilder();
        for (JsonValue part : delta.list("content")) {
            if (part instanceof JsonValue.Obj object) {
                text.append(object.string("text", ""));
            }
        }
        return text.toString();
    }

    private void start() {
        if (!started) {
            started = true;
            events.add(new StreamEvent.Started(id, model, createdAt));
        }
    }

    private List<StreamEvent> taken() {
        List<StreamEvent> all = List.copyOf(events);
        events.clear();
        return all;
    }
}
