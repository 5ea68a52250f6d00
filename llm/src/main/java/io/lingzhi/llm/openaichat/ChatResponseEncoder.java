package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes a whole answer as one {@code chat.completion} object. */
final class ChatResponseEncoder {
    /** Tells a reader that this gateway wrote the answer's envelope. */
    static final String FINGERPRINT = "fp_lingzhi";

    private ChatResponseEncoder() {}

    /** @param customTools the names of the client's tools that take free text */
    static byte[] encode(ChatResponse response, Set<String> customTools) {
        ObjectBuilder choice = Json.object()
                .put("index", 0)
                .put("message", message(response.parts(), customTools))
                .putNull("logprobs")
                .put("finish_reason", ChatFinish.encode(response.finishReason()));
        return Json.object()
                .put("id", response.id())
                .put("object", "chat.completion")
                .put("created", response.createdAt())
                .put("model", response.model())
                .put("choices", List.of(choice.build()))
                .putIfPresent("usage", response.usage().map(ChatUsage::encode))
                .put("system_fingerprint", FINGERPRINT)
                .bytes();
    }

    private static JsonValue message(List<Part> parts, Set<String> customTools) {
        String text = joined(parts, Part.Text.class);
        String refusal = joined(parts, Part.Refusal.class);
        String thinking = joined(parts, Part.Thinking.class);
        List<JsonValue> calls = calls(parts, customTools);
        ObjectBuilder message = Json.object().put("role", "assistant");
        message.put("content", text.isEmpty() && hasOther(calls, refusal) ? JsonValue.Null.NULL : JsonValue.of(text));
        message.put("refusal", refusal.isEmpty() ? JsonValue.Null.NULL : JsonValue.of(refusal));
        List<JsonValue> annotations = Annotations.of(parts);
        if (!annotations.isEmpty()) {
            message.put("annotations", annotations);
        }
        if (!thinking.isEmpty()) {
            message.put("reasoning_content", thinking);
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        return message.build();
    }

    private static boolean hasOther(List<JsonValue> calls, String refusal) {
        return !calls.isEmpty() || !refusal.isEmpty();
    }

    private static List<JsonValue> calls(List<Part> parts, Set<String> customTools) {
        List<JsonValue> calls = new ArrayList<>();
        Optional<Signature> before = Optional.empty();
        for (Part part : parts) {
            if (part instanceof Part.ToolCall call) {
                ObjectBuilder told = customTools.contains(call.name())
                        ? ChatPartEncoder.customCall(call, FreeText.in(call.arguments()))
                        : ChatPartEncoder.call(call);
                before.ifPresent(signature -> CallSignature.put(told, signature));
                calls.add(told.build());
            }
            before = part instanceof Part.Thinking(var ignored, Optional<Signature> signature)
                    ? signature.filter(CallSignature::fits)
                    : Optional.empty();
        }
        return calls;
    }

    private static String joined(List<Part> parts, Class<? extends Part> kind) {
        StringBuilder joined = new StringBuilder();
        parts.stream().filter(kind::isInstance).forEach(part -> joined.append(text(part)));
        return joined.toString();
    }

    private static String text(Part part) {
        return switch (part) {
            case Part.Text(String text, var ignored) -> text;
            case Part.Refusal(String text) -> text;
            case Part.Thinking(String text, var ignored) -> text;
            case Part.Media ignored -> "";
            case Part.ToolCall ignored -> "";
            case Part.ToolResult ignored -> "";
            case Part.CacheMark ignored -> "";
            case Part.Opaque ignored -> "";
        };
    }
}
