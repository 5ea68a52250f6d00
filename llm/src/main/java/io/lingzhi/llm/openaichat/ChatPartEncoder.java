package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import java.util.Optional;

/** Writes the parts that can stand in a Chat message's content. */
final class ChatPartEncoder {
    private ChatPartEncoder() {}

    /** The part at {@code place}; empty when it says nothing in this protocol, or is lost. */
    static Optional<JsonValue> part(Part part, String place, Target target) {
        return switch (part) {
            case Part.Text(String text, var ignored) ->
                text.isEmpty() ? Optional.empty() : Optional.of(typed("text", text));
            case Part.Refusal(String text) -> Optional.of(typed("refusal", text));
            case Part.Media media -> ChatMediaEncoder.encode(media, place, target);
            case Part.Opaque(Protocol protocol, JsonValue json) -> opaque(protocol, json, place, target);
            case Part.CacheMark ignored -> Optional.empty();
            case Part.Thinking ignored -> Optional.empty();
            case Part.ToolCall ignored -> lost(place, "a tool call is no content", target);
            case Part.ToolResult ignored -> lost(place, "a tool result is no content", target);
        };
    }

    private static Optional<JsonValue> opaque(Protocol protocol, JsonValue json, String place, Target target) {
        return protocol == Protocol.OPENAI_CHAT && json instanceof JsonValue.Obj
                ? Optional.of(json)
                : lost(place, "a part of " + protocol.id() + " only", target);
    }

    private static Optional<JsonValue> lost(String place, String reason, Target target) {
        target.lose(place, reason);
        return Optional.empty();
    }

    static ObjectBuilder call(Part.ToolCall call) {
        return call(call.id(), "function", "arguments", call.name(), argumentsOf(call));
    }

    /** A call of a tool that takes free text. */
    static ObjectBuilder customCall(Part.ToolCall call, String input) {
        return call(call.id(), "custom", "input", call.name(), input);
    }

    /** A call without arguments says {@code {}}, since clients parse the text. */
    private static String argumentsOf(Part.ToolCall call) {
        return call.arguments().isBlank() ? "{}" : call.arguments();
    }

    private static ObjectBuilder call(String id, String type, String textName, String name, String text) {
        JsonValue called = Json.object().put("name", name).put(textName, text).build();
        return Json.object().put("id", id).put("type", type).put(type, called);
    }

    private static JsonValue typed(String type, String text) {
        return Json.object().put("type", type).put(type, text).build();
    }
}
