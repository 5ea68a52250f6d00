package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells one answer in events, step by step: its start, its blocks one after the other, and its end. Each step returns
 * the events that it tells; after a failure or the end no step tells anything.
 *
 * <p>Used by one thread at a time.
 */
final class MessageReader {
    private static final long IMPLICIT = -1;

    private List<StreamEvent> events = new ArrayList<>();
    private boolean started;
    private boolean ended;
    private boolean callTold;
    private int blockCount;
    private Optional<BlockReader> open = Optional.empty();
    private long openIndex = IMPLICIT;
    private JsonValue.Obj usage = JsonValue.Obj.EMPTY;
    private Optional<String> stopReason = Optional.empty();
    private Optional<String> stopSequence = Optional.empty();

    /** Whether nothing may follow. */
    boolean ended() {
        return ended;
    }

    /** The message's head, with the usage so far. */
    void start(JsonValue.Obj message) {
        if (!started) {
            started = true;
            events.add(new StreamEvent.Started(message.string("id", ""), message.string("model", ""), 0));
        }
        usage(message);
    }

    void startBlock(long index, JsonValue.Obj content) throws BrokenAnswerException {
        start(JsonValue.Obj.EMPTY);
        closeBlock();
        open = Optional.of(BlockReader.start(content, "toolu_" + blockCount, this::tell));
        openIndex = index;
        blockCount++;
    }

    private void tell(StreamEvent event) {
        callTold |= event instanceof StreamEvent.PartStarted(PartHead head) && head instanceof PartHead.ToolCall;
        events.add(event);
    }

    /** A delta of the open block. Text and thoughts may come without a start; anything else out of place is a fault. */
    void delta(long index, JsonValue.Obj delta) throws BrokenAnswerException {
        if (open.isEmpty()) {
            startBlock(index, unannounced(delta));
        } else if (index != openIndex) {
            throw new BrokenAnswerException("The upstream sent a piece of a block that is not open.");
        }
        open.orElseThrow().accept(delta);
    }

    private static JsonValue.Obj unannounced(JsonValue.Obj delta) throws BrokenAnswerException {
        return switch (delta.string("type", "")) {
            case "text_delta", "citations_delta" -> typed("text");
            case "thinking_delta", "signature_delta" -> typed("thinking");
            default -> throw new BrokenAnswerException("The upstream sent a piece of a block that is not open.");
        };
    }

    private static JsonValue.Obj typed(String type) {
        return Json.object().put("type", type).build();
    }

    void stopBlock(long index) throws BrokenAnswerException {
        if (index == openIndex) {
            closeBlock();
        }
    }

    private void closeBlock() throws BrokenAnswerException {
        if (open.isPresent()) {
            open.get().stop();
        }
        open = Optional.empty();
        openIndex = IMPLICIT;
    }

    /** What {@code holder} says of the end: its stop reason, and the usage. */
    void stopReason(JsonValue.Obj holder) {
        stopReason =
                holder.string("stop_reason").filter(word -> !word.isEmpty()).or(() -> stopReason);
        stopSequence = holder.string("stop_sequence").or(() -> stopSequence);
    }

    void usage(JsonValue.Obj holder) {
        usage = MessageUsage.merged(usage, holder.object("usage"));
    }

    /** The good end of the answer. */
    void end() throws BrokenAnswerException {
        start(JsonValue.Obj.EMPTY);
        closeBlock();
        if (!usage.members().isEmpty()) {
            events.add(new StreamEvent.UsageReported(MessageUsage.decode(usage)));
        }
        events.add(new StreamEvent.Finished(StopReason.decode(stopReason.orElse("end_turn"), callTold), stopSequence));
        ended = true;
    }

    void fail(Failure failure) {
        events.add(new StreamEvent.Failed(failure));
        ended = true;
    }

    /** The events told since the last call. */
    List<StreamEvent> taken() {
        List<StreamEvent> all = List.copyOf(events);
        events = new ArrayList<>();
        return all;
    }
}
