package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;

/** Writes turns as Chat messages. A turn with tool results becomes one {@code tool} message for each, then the rest. */
final class ChatMessageEncoder {
    private final List<JsonValue> content = new ArrayList<>();
    private final List<JsonValue> calls = new ArrayList<>();
    private final List<JsonValue> results = new ArrayList<>();
    private final ObjectBuilder members = Json.object();
    private final StringBuilder thinking = new StringBuilder();
    private boolean thought;
    private boolean othersKnown;

    private ChatMessageEncoder() {}

    static List<JsonValue> encode(List<Message> messages) {
        List<JsonValue> encoded = new ArrayList<>();
        for (Message message : messages) {
            ChatMessageEncoder encoder = new ChatMessageEncoder();
            message.parts().forEach(encoder::add);
            encoded.addAll(encoder.messages(message.role()));
        }
        return encoded;
    }

    private void add(Part part) {
        switch (part) {
            case Part.Text ignored -> content.add(ChatPartEncoder.part(part));
            case Part.Media ignored -> content.add(ChatPartEncoder.part(part));
            case Part.Refusal ignored -> content.add(ChatPartEncoder.part(part));
            case Part.Thinking(String text, var ignored) -> think(text);
            case Part.ToolCall call -> calls.add(call(call));
            case Part.ToolResult result -> results.add(result(result));
            case Part.CacheMark ignored -> {}
            case Part.Opaque(Protocol protocol, JsonValue json) -> {
                if (protocol == Protocol.OPENAI_CHAT && json instanceof JsonValue.Obj object) {
                    opaque(object);
                }
            }
        }
    }

    private void think(String text) {
        thinking.append(thinking.isEmpty() ? "" : "\n\n").append(text);
        thought = true;
    }

    /** A part of its own if it has a type; else members of the message. */
    private void opaque(JsonValue.Obj json) {
        if (json.has("type")) {
            content.add(json);
            return;
        }
        calls.addAll(json.list("tool_calls"));
        json.members().forEach((name, value) -> {
            if (!name.equals("tool_calls")) {
                members.put(name, value);
                othersKnown = true;
            }
        });
    }

    private List<JsonValue> messages(Role role) {
        if (results.isEmpty()) {
            return List.of(message(role));
        }
        List<JsonValue> messages = new ArrayList<>(results);
        if (!content.isEmpty() || !calls.isEmpty()) {
            messages.add(message(role == Role.TOOL ? Role.USER : role));
        } else if (othersKnown) {
            messages.set(messages.size() - 1, merged((JsonValue.Obj) messages.getLast(), members.build()));
        }
        return messages;
    }

    private JsonValue message(Role role) {
        ObjectBuilder message = Json.object().put("role", name(role));
        message.put("content", !calls.isEmpty() && content.isEmpty() ? JsonValue.Null.NULL : content(content));
        if (role == Role.ASSISTANT && thought) {
            message.put("reasoning_content", thinking.toString());
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        return merged(message.build(), members.build());
    }

    private static JsonValue.Obj merged(JsonValue.Obj message, JsonValue.Obj others) {
        ObjectBuilder merged = Json.object();
        message.members().forEach(merged::put);
        others.members().forEach(merged::put);
        return merged.build();
    }

    private static JsonValue result(Part.ToolResult result) {
        List<JsonValue> parts = result.content().stream()
                .filter(ChatPartEncoder::sayable)
                .map(ChatPartEncoder::part)
                .toList();
        return Json.object()
                .put("role", "tool")
                .put("tool_call_id", result.callId())
                .put("content", content(parts))
                .build();
    }

    private static JsonValue call(Part.ToolCall call) {
        return Json.object()
                .put("id", call.id())
                .put("type", "function")
                .put("function", ChatPartEncoder.function(call))
                .build();
    }

    /** One text is a string, as every upstream reads it; anything else is a list. */
    private static JsonValue content(List<JsonValue> parts) {
        if (parts.isEmpty()) {
            return JsonValue.of("");
        }
        boolean oneText = parts.size() == 1
                && parts.getFirst() instanceof JsonValue.Obj part
                && part.members().keySet().equals(java.util.Set.of("type", "text"));
        return oneText ? ((JsonValue.Obj) parts.getFirst()).get("text") : new JsonValue.Arr(parts);
    }

    private static String name(Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case DEVELOPER -> "developer";
            case USER -> "user";
            case ASSISTANT -> "assistant";
            case TOOL -> "tool";
        };
    }
}
