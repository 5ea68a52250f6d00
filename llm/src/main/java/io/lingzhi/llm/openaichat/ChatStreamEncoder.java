package io.lingzhi.llm.openaichat;

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
import io.lingzhi.llm.protocol.StreamEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the events of one answer as {@code chat.completion.chunk} frames. Used by one thread at a time. */
final class ChatStreamEncoder implements StreamEncoder {
    private static final byte[] NONE = {};
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final boolean usageWanted;
    private final Set<String> customTools;
    private String id = "";
    private String model = "";
    private long createdAt;
    private PartHead open = new PartHead.Text();
    private int calls;
    private boolean argumentsTold;
    private boolean custom;
    private final StringBuilder customArguments = new StringBuilder();
    private int partStart;
    private int textLength;
    private Optional<Usage> usage = Optional.empty();
    private Optional<Signature> signature = Optional.empty();
    /** Which pieces of an answer are written by {@code pieces}. */
    private String moulded = "";

    private MouldedWriter pieces = pieces(moulded);

    /** @param customTools the names of the client's tools that take free text */
    ChatStreamEncoder(boolean usageWanted, Set<String> customTools) {
        this.usageWanted = usageWanted;
        this.customTools = Set.copyOf(customTools);
    }

    @Override
    public byte[] encode(StreamEvent event) {
        return switch (event) {
            case StreamEvent.Started started -> start(started);
            case StreamEvent.PartStarted(PartHead head) -> startPart(head);
            case StreamEvent.TextDelta(String text) -> text(text);
            case StreamEvent.ThinkingDelta(String text) -> prose("reasoning_content", text);
            case StreamEvent.ThinkingSigned(Signature signed) -> {
                signature = Optional.of(signed).filter(CallSignature::fits);
                yield NONE;
            }
            case StreamEvent.Cited(Citation citation) ->
                delta("annotations", new JsonValue.Arr(List.of(Annotations.encode(citation, partStart, textLength))));
            case StreamEvent.ArgumentsDelta(String fragment) -> custom ? keep(fragment) : arguments(fragment);
            case StreamEvent.PartFinished() -> finishPart();
            case StreamEvent.UsageReported(Usage reported) -> remember(reported);
            case StreamEvent.Finished(FinishReason reason, var ignored) -> finish(reason);
            case StreamEvent.Failed failed -> ChatErrorEncoder.encodeInStream(failed.failure());
        };
    }

    private byte[] start(StreamEvent.Started started) {
        moulded = "";
        id = started.id();
        model = started.model();
        createdAt = started.createdAt();
        return chunk(Json.object().put("role", "assistant").put("content", "").build(), JsonValue.Null.NULL);
    }

    private byte[] startPart(PartHead head) {
        open = head;
        partStart = textLength;
        custom = false;
        Optional<Signature> ofCall = signature;
        signature = Optional.empty();
        if (!(head instanceof PartHead.ToolCall(String callId, String name))) {
            return NONE;
        }
        calls++;
        argumentsTold = false;
        custom = customTools.contains(name);
        String type = custom ? "custom" : "function";
        JsonValue called = Json.object()
                .put("name", name)
                .put(custom ? "input" : "arguments", "")
                .build();
        ObjectBuilder call = Json.object()
                .put("index", calls - 1)
                .put("id", callId)
                .put("type", type)
                .put(type, called);
        ofCall.ifPresent(signed -> CallSignature.put(call, signed));
        return call(call);
    }

    private byte[] text(String text) {
        if (open instanceof PartHead.Refusal) {
            return prose("refusal", text);
        }
        textLength += text.length();
        return prose("content", text);
    }

    /** A piece of text: chunks of one kind differ in nothing else. */
    private byte[] prose(String name, String text) {
        if (!name.equals(moulded)) {
            moulded = name;
            pieces = pieces(name);
        }
        return pieces.with(text);
    }

    private MouldedWriter pieces(String name) {
        return new MouldedWriter(text -> delta(name, JsonValue.of(text)));
    }

    private byte[] arguments(String fragment) {
        argumentsTold |= !fragment.isBlank();
        return fragment("function", "arguments", fragment);
    }

    /** The input of a custom tool may come wrapped in arguments, so it is told when it is whole. */
    private byte[] keep(String fragment) {
        customArguments.append(fragment);
        return NONE;
    }

    /** A call without arguments gets {@code {}}, since clients parse what they collected. */
    private byte[] finishPart() {
        if (!(open instanceof PartHead.ToolCall)) {
            return NONE;
        }
        if (custom) {
            String input = FreeText.in(customArguments.toString());
            customArguments.setLength(0);
            return input.isEmpty() ? NONE : fragment("custom", "input", input);
        }
        return argumentsTold ? NONE : arguments("{}");
    }

    private byte[] fragment(String type, String name, String text) {
        JsonValue called = Json.object().put(name, text).build();
        return call(Json.object().put("index", calls - 1).put(type, called));
    }

    private byte[] call(ObjectBuilder call) {
        return delta("tool_calls", new JsonValue.Arr(List.of(call.build())));
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

    private static byte[] frame(ObjectBuilder json) {
        return frame(json.build());
    }

    static byte[] frame(JsonValue.Obj json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(Json.bytes(json));
        out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
