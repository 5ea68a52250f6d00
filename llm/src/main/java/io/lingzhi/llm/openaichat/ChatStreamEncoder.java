package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.StreamEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Writes the events of one answer as {@code chat.completion.chunk} frames. Used by one thread at a time. */
final class ChatStreamEncoder implements StreamEncoder {
    private static final byte[] NONE = {};
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final boolean usageWanted;
    private String id = "";
    private String model = "";
    private long createdAt;
    private PartHead open = new PartHead.Text();
    private int calls;
    private boolean argumentsTold;
    private Optional<Usage> usage = Optional.empty();

    ChatStreamEncoder(boolean usageWanted) {
        this.usageWanted = usageWanted;
    }

    @Override
    public byte[] encode(StreamEvent event) {
        return switch (event) {
            case StreamEvent.Started started -> start(started);
            case StreamEvent.PartStarted(PartHead head) -> startPart(head);
            case StreamEvent.TextDelta(String text) ->
                delta(open instanceof PartHead.Refusal ? "refusal" : "content", JsonValue.of(text));
            case StreamEvent.ThinkingDelta(String text) -> delta("reasoning_content", JsonValue.of(text));
            case StreamEvent.ThinkingSigned ignored -> NONE;
            case StreamEvent.Cited ignored -> NONE;
            case StreamEvent.ArgumentsDelta(String fragment) -> arguments(fragment);
            case StreamEvent.PartFinished() -> finishPart();
            case StreamEvent.UsageReported(Usage reported) -> remember(reported);
            case StreamEvent.Finished(FinishReason reason, _) -> finish(reason);
            case StreamEvent.Failed failed -> ChatErrorEncoder.encodeInStream(failed.failure());
        };
    }

    private byte[] start(StreamEvent.Started started) {
        id = started.id();
        model = started.model();
        createdAt = started.createdAt();
        return chunk(Json.object().put("role", "assistant").put("content", "").build(), JsonValue.Null.NULL);
    }

    private byte[] startPart(PartHead head) {
        open = head;
        if (!(head instanceof PartHead.ToolCall(String callId, String name))) {
            return NONE;
        }
        calls++;
        argumentsTold = false;
        ObjectBuilder call = Json.object()
                .put("index", calls - 1)
                .put("id", callId)
                .put("type", "function")
                .put(
                        "function",
                        Json.object().put("name", name).put("arguments", "").build());
        return delta("tool_calls", new JsonValue.Arr(List.of(call.build())));
    }

    private byte[] arguments(String fragment) {
        argumentsTold |= !fragment.isBlank();
        ObjectBuilder call = Json.object()
                .put("index", calls - 1)
                .put("function", Json.object().put("arguments", fragment).build());
        return delta("tool_calls", new JsonValue.Arr(List.of(call.build())));
    }

    /** A call without arguments gets {@code {}}, since clients parse what they collected. */
    private byte[] finishPart() {
        return open instanceof PartHead.ToolCall && !argumentsTold ? arguments("{}") : NONE;
    }

    private byte[] remember(Usage reported) {
        usage = Optional.of(reported);
        return NONE;
    }

    private byte[] finish(FinishReason reason) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(chunk(JsonValue.Obj.EMPTY, JsonValue.of(ChatFinish.encode(reason))));
        if (usageWanted && usage.isPresent()) {
            out.writeBytes(frame(envelope().put("choices", List.of()).put("usage", ChatUsage.encode(usage.get()))));
        }
        out.writeBytes(DONE);
        return out.toByteArray();
    }

    private byte[] delta(String name, JsonValue value) {
        return chunk(Json.object().put(name, value).build(), JsonValue.Null.NULL);
    }

    private byte[] chunk(JsonValue.Obj delta, JsonValue finishReason) {
        ObjectBuilder choice = Json.object()
                .put("index", 0)
                .put("delta", delta)
                .putNull("logprobs")
                .put("finish_reason", finishReason);
        ObjectBuilder chunk = envelope().put("choices", List.of(choice.build()));
        return frame(usageWanted ? chunk.putNull("usage") : chunk);
    }

    private ObjectBuilder envelope() {
        return Json.object()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", createdAt)
                .put("model", model)
                .put("system_fingerprint", ChatResponseEncoder.FINGERPRINT);
    }

    static byte[] frame(ObjectBuilder json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(json.bytes());
        out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
