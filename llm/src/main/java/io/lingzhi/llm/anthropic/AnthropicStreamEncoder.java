package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.MouldedWriter;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.StreamEncoder;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Writes the events of one answer as a Messages stream. The block of a text or a thought is opened by its first piece:
 * one without any gives no block, since clients send back what they got and an upstream refuses empty texts.
 *
 * <p>Used by one thread at a time.
 */
final class AnthropicStreamEncoder implements StreamEncoder {
    private static final byte[] NONE = {};

    private PartHead part = new PartHead.Text();
    private boolean open;
    private int index;
    private boolean callsTold;
    private boolean refusalTold;
    /** The signature of a thought without text, told once something follows; see {@link ResponseEncoder#isAside}. */
    private Optional<Signature> held = Optional.empty();

    private Usage usage = Usage.NONE;
    /** Which block {@code pieces} writes for; a block holds pieces of one kind. */
    private int mouldedIndex = -1;

    private MouldedWriter pieces = pieces("", "");

    @Override
    public byte[] encode(StreamEvent event) {
        return switch (event) {
            case StreamEvent.Started started -> start(started);
            case StreamEvent.PartStarted(PartHead head) -> startPart(head);
            case StreamEvent.TextDelta(String text) -> prose("text_delta", "text", text);
            case StreamEvent.ThinkingDelta(String text) -> prose("thinking_delta", "thinking", text);
            case StreamEvent.ThinkingSigned(Signature signature) -> sign(signature);
            case StreamEvent.Cited(Citation citation) ->
                delta("citations_delta", "citation", CitationBlock.encode(citation));
            case StreamEvent.ArgumentsDelta(String fragment) ->
                delta("input_json_delta", "partial_json", JsonValue.of(fragment));
            case StreamEvent.PartFinished() -> finishPart();
            case StreamEvent.UsageReported(Usage reported) -> remember(reported);
            case StreamEvent.Finished(FinishReason reason, Optional<String> stop) ->
                finish(reason, ResponseEncoder.orNull(stop));
            case StreamEvent.Failed failed -> ErrorEncoder.encodeInStream(failed.failure());
        };
    }

    private static byte[] start(StreamEvent.Started started) {
        ObjectBuilder message = ResponseEncoder.head(started.id(), started.model())
                .put("content", List.of())
                .putNull("stop_reason")
                .putNull("stop_sequence")
                .put("usage", MessageUsage.encode(Usage.NONE));
        return SseFrame.of(SseFrame.typed("message_start").put("message", message.build()));
    }

    private byte[] startPart(PartHead head) {
        byte[] before = tellHeld();
        part = head;
        return joined(before, begin(head));
    }

    private byte[] tellHeld() {
        if (held.isEmpty()) {
            return NONE;
        }
        part = new PartHead.Thinking();
        byte[] signed =
                delta("signature_delta", "signature", JsonValue.of(held.get().carriedBy(Protocol.ANTHROPIC)));
        held = Optional.empty();
        return joined(signed, finishPart());
    }

    private byte[] begin(PartHead head) {
        refusalTold |= head instanceof PartHead.Refusal;
        return switch (head) {
            case PartHead.Text() -> NONE;
            case PartHead.Refusal() -> NONE;
            case PartHead.Thinking() -> NONE;
            case PartHead.ToolCall(String id, String name) -> startCall(id, name);
            case PartHead.Opaque(Protocol protocol, JsonValue json) ->
                protocol == Protocol.ANTHROPIC && json instanceof JsonValue.Obj block ? whole(block) : NONE;
        };
    }

    private byte[] startCall(String id, String name) {
        callsTold = true;
        return startBlock(Json.object()
                .put("type", "tool_use")
                .put("id", ToolNames.carriedId(id))
                .put("name", name)
                .put("input", JsonValue.Obj.EMPTY));
    }

    /** A block of this protocol's own; the input of a call is told as a delta, as clients expect it. */
    private byte[] whole(JsonValue.Obj block) {
        boolean call = block.string("type", "").endsWith("_use") && block.get("input") instanceof JsonValue.Obj;
        ObjectBuilder shown = Json.object();
        block.members().forEach(shown::put);
        if (!call) {
            return startBlock(shown);
        }
        byte[] start = startBlock(shown.put("input", JsonValue.Obj.EMPTY));
        return joined(start, delta("input_json_delta", "partial_json", JsonValue.of(Json.text(block.object("input")))));
    }

    private byte[] startBlock(ObjectBuilder block) {
        open = true;
        return SseFrame.of(
                SseFrame.typed("content_block_start").put("index", index).put("content_block", block.build()));
    }

    private byte[] delta(String type, String name, JsonValue value) {
        byte[] start = open ? NONE : startBlock(proseBlock());
        ObjectBuilder delta = Json.object().put("type", type).put(name, value);
        return joined(
                start,
                SseFrame.of(SseFrame.typed("content_block_delta")
                        .put("index", index)
                        .put("delta", delta.build())));
    }

    /** A piece of text: those of one block, once it is open, differ in nothing else. */
    private byte[] prose(String type, String name, String text) {
        if (!open || mouldedIndex != index) {
            byte[] first = delta(type, name, JsonValue.of(text));
            mouldedIndex = index;
            pieces = pieces(type, name);
            return first;
        }
        return pieces.with(text);
    }

    private MouldedWriter pieces(String type, String name) {
        return new MouldedWriter(text -> delta(type, name, JsonValue.of(text)));
    }

    private ObjectBuilder proseBlock() {
        return part instanceof PartHead.Thinking
                ? Json.object().put("type", "thinking").put("thinking", "").put("signature", "")
                : Json.object().put("type", "text").put("text", "");
    }

    /** A thought that is nothing but its encrypted self is a block of its own kind. */
    private byte[] sign(Signature signature) {
        if (!open && index > 0 && ResponseEncoder.isAside(signature)) {
            held = Optional.of(signature);
            return NONE;
        }
        String carried = signature.carriedBy(Protocol.ANTHROPIC);
        return signature.redacted() && !open
                ? startBlock(ResponseEncoder.redacted(carried))
                : delta("signature_delta", "signature", JsonValue.of(carried));
    }

    private byte[] finishPart() {
        if (!open) {
            return NONE;
        }
        open = false;
        index++;
        return SseFrame.of(SseFrame.typed("content_block_stop").put("index", index - 1));
    }

    private byte[] remember(Usage reported) {
        usage = reported;
        return NONE;
    }

    private byte[] finish(FinishReason reason, JsonValue stopSequence) {
        ObjectBuilder delta = Json.object()
                .put("stop_reason", StopReason.encode(reason, callsTold, refusalTold))
                .put("stop_sequence", stopSequence);
        return joined(
                SseFrame.of(SseFrame.typed("message_delta")
                        .put("delta", delta.build())
                        .put("usage", MessageUsage.encode(usage))),
                SseFrame.of(SseFrame.typed("message_stop")));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(first.length + second.length);
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
