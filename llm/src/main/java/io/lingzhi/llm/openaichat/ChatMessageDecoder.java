package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the messages of one Chat request, in order. Remembers the legacy function calls, which have no ids. */
final class ChatMessageDecoder {
    /** A {@code type} of the whole message, which some clients write, says nothing. */
    private static final Set<String> PLAIN = Set.of("type", "role", "content");

    private static final Set<String> ASSISTANT = Set.of(
            "type", "role", "content", "refusal", "tool_calls", "function_call", "reasoning_content", "reasoning");
    private static final Set<String> TOOL = Set.of("type", "role", "content", "tool_call_id");
    private static final Set<String> FUNCTION = Set.of("type", "role", "content", "name");

    private final Map<String, String> legacyCallIds = new HashMap<>();

    private ChatMessageDecoder() {}

    static List<Message> decode(RequestObject request) throws RejectedException {
        List<RequestObject> items = request.objects("messages");
        if (items.isEmpty()) {
            throw request.expected("messages", "a list of at least one message");
        }
        ChatMessageDecoder decoder = new ChatMessageDecoder();
        List<Message> messages = new ArrayList<>();
        for (RequestObject item : items) {
            messages.add(decoder.message(item, messages.size()));
        }
        return messages;
    }

    private Message message(RequestObject message, int position) throws RejectedException {
        return switch (message.requiredText("role")) {
            case "system" -> plain(Role.SYSTEM, message);
            case "developer" -> plain(Role.DEVELOPER, message);
            case "user" -> plain(Role.USER, message);
            case "assistant" -> assistant(message, position);
            case "tool" -> result(message, message.requiredText("tool_call_id"), TOOL);
            case "function" -> result(message, legacyCallId(message.requiredText("name")), FUNCTION);
            default -> throw message.expected("role", "\"system\", \"developer\", \"user\", \"assistant\" or \"tool\"");
        };
    }

    private static Message plain(Role role, RequestObject message) throws RejectedException {
        List<Part> parts = new ArrayList<>(ChatPartDecoder.content(message));
        mark(message, parts);
        others(message, PLAIN).ifPresent(parts::add);
        return new Message(role, parts);
    }

    private static Message result(RequestObject message, String callId, Set<String> known) throws RejectedException {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.ToolResult(callId, ChatPartDecoder.content(message), false));
        mark(message, parts);
        others(message, known).ifPresent(parts::add);
        return new Message(Role.TOOL, parts);
    }

    private Message assistant(RequestObject message, int position) throws RejectedException {
        List<Part> parts = new ArrayList<>();
        thinking(message).ifPresent(text -> parts.add(new Part.Thinking(text, Optional.empty())));
        parts.addAll(ChatPartDecoder.content(message));
        message.text("refusal").ifPresent(text -> parts.add(new Part.Refusal(text)));
        mark(message, parts);
        List<RequestObject> calls = message.objects("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            CallSignature.thought(calls.get(i).json()).ifPresent(parts::add);
            parts.add(call(calls.get(i), "call_" + position + "_" + i));
        }
        Optional<RequestObject> legacy = message.object("function_call");
        if (legacy.isPresent()) {
            parts.add(legacyCall(legacy.get(), "call_" + position));
        }
        others(message, ASSISTANT).ifPresent(parts::add);
        return new Message(Role.ASSISTANT, parts);
    }

    /** Adds the mark of the message, unless its last part has one of its own. */
    private static void mark(RequestObject message, List<Part> parts) {
        CacheControl.on(message.json())
                .filter(mark -> parts.isEmpty() || !(parts.getLast() instanceof Part.CacheMark))
                .ifPresent(parts::add);
    }

    /** What was thought; an empty text counts, because some upstreams demand the field after a tool call. */
    private static Optional<String> thinking(RequestObject message) {
        return message.json()
                .string("reasoning_content")
                .or(() -> message.json().string("reasoning"));
    }

    private static Part call(RequestObject call, String idWithout) throws RejectedException {
        String id = call.json().string("id").filter(given -> !given.isEmpty()).orElse(idWithout);
        return switch (call.json().string("type", "function")) {
            case "function" -> functionCall(id, call.requiredObject("function"));
            case "custom" -> customCall(id, call.requiredObject("custom"));
            default ->
                opaque(Json.object().put("tool_calls", List.of(call.json())).build());
        };
    }

    private static Part functionCall(String id, RequestObject function) throws RejectedException {
        return new Part.ToolCall(id, function.requiredText("name"), arguments(function));
    }

    private static Part customCall(String id, RequestObject custom) throws RejectedException {
        return new Part.ToolCall(id, custom.requiredText("name"), custom.requiredText("input"));
    }

    private Part legacyCall(RequestObject call, String id) throws RejectedException {
        String name = call.requiredText("name");
        legacyCallIds.put(name, id);
        return new Part.ToolCall(id, name, arguments(call));
    }

    private String legacyCallId(String functionName) {
        return legacyCallIds.getOrDefault(functionName, "call_" + functionName);
    }

    /** The arguments' text; some clients send the object itself. */
    private static String arguments(RequestObject function) throws RejectedException {
        return switch (function.json().get("arguments")) {
            case JsonValue.Str(String text) -> text;
            case JsonValue.Null ignored -> "";
            case JsonValue.Obj object -> Json.text(object);
            case JsonValue.Arr ignored -> throw function.expected("arguments", "JSON text");
            case JsonValue.Num ignored -> throw function.expected("arguments", "JSON text");
            case JsonValue.Bool ignored -> throw function.expected("arguments", "JSON text");
        };
    }

    /** The members of a message that no part tells, such as {@code name}. */
    private static Optional<Part> others(RequestObject message, Set<String> known) {
        ObjectBuilder others = Json.object();
        message.json().members().forEach((name, value) -> {
            boolean mark = name.equals(CacheControl.NAME) && value instanceof JsonValue.Obj;
            if (!known.contains(name) && !mark && value != JsonValue.Null.NULL) {
                others.put(name, value);
            }
        });
        JsonValue.Obj all = others.build();
        return all.members().isEmpty() ? Optional.empty() : Optional.of(opaque(all));
    }

    private static Part opaque(JsonValue json) {
        return new Part.Opaque(Protocol.OPENAI_CHAT, json);
    }
}
