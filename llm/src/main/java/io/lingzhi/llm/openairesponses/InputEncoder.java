package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Loss;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.ClientNotes;
import io.lingzhi.llm.protocol.OpenAiIdentifiers;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes turns as input items, in the order of their parts. Nothing written depends on what follows, so that the items
 * of a conversation that grows begin with the very items of before. Ids of items are left out; nothing refers to them.
 */
final class InputEncoder {
    /** How many members a message has that says nothing but its content: its type, its role and that. */
    static final int MESSAGE_MEMBERS = 3;

    private final List<JsonValue> items = new ArrayList<>();
    private final List<Loss> losses;
    private final ContentEncoder contents;
    private final Set<String> customTools;
    private final Set<String> customCalls = new HashSet<>();
    private Role role = Role.USER;
    private List<JsonValue> content = new ArrayList<>();
    private ObjectBuilder members = Json.object();

    private InputEncoder(Set<String> customTools, List<Loss> losses) {
        this.customTools = customTools;
        this.losses = losses;
        this.contents = new ContentEncoder(losses);
    }

    /** The items of the messages; what cannot be said is added to {@code losses}. */
    static List<JsonValue> encode(List<Message> messages, List<Tool> tools, List<Loss> losses) {
        Set<String> customTools = new HashSet<>();
        for (Tool tool : tools) {
            if (tool instanceof Tool.Custom custom) {
                customTools.add(custom.name());
            }
        }
        InputEncoder encoder = new InputEncoder(customTools, losses);
        for (int i = 0; i < messages.size(); i++) {
            encoder.message(messages.get(i), "messages[" + i + "]");
        }
        return encoder.items;
    }

    private void message(Message message, String place) {
        role = message.role();
        List<Part> parts = message.parts();
        for (int i = 0; i < parts.size(); i++) {
            part(parts.get(i), place + ".content[" + i + "]");
        }
        flush();
    }

    private void part(Part part, String place) {
        switch (part) {
            case Part.Thinking(String text, Optional<Signature> signature) -> {
                if (signature
                        .filter(proof -> proof.maker() == Protocol.OPENAI_RESPONSES)
                        .isPresent()) {
                    item(reasoning(text, signature.get().value()));
                }
            }
            case Part.ToolCall call -> item(call(call));
            case Part.ToolResult result -> item(result(result, place));
            case Part.Opaque(Protocol protocol, JsonValue json)
            when protocol == Protocol.OPENAI_RESPONSES && json instanceof JsonValue.Obj object -> opaque(object, place);
            case Part.Opaque ignored -> content(part, place);
            case Part.Text ignored -> content(part, place);
            case Part.Refusal ignored -> content(part, place);
            case Part.Media ignored -> content(part, place);
            case Part.CacheMark ignored -> {} // this protocol's upstreams cache by themselves
        }
    }

    private void content(Part part, String place) {
        boolean system = role == Role.SYSTEM || role == Role.DEVELOPER;
        if (system && part instanceof Part.Text(String text, var ignored) && ClientNotes.isBilling(text)) {
            return;
        }
        content.addAll(contents.part(role, part, place));
    }

    /** An item of its own if it has a type; else a part, or members of the message that begins here. */
    private void opaque(JsonValue.Obj json, String place) {
        if (json.has("type")) {
            item(json);
        } else if (json.has("content")) {
            content(new Part.Opaque(Protocol.OPENAI_RESPONSES, json), place);
        } else {
            flush();
            json.members().forEach(members::put);
        }
    }

    private void item(JsonValue item) {
        flush();
        items.add(item);
    }

    /** Ends the message that is being written. */
    private void flush() {
        if (!content.isEmpty()) {
            ObjectBuilder message =
                    Json.object().put("type", "message").put("role", name(role)).put("content", content);
            members.build().members().forEach(message::put);
            items.add(message.build());
        }
        content = new ArrayList<>();
        members = Json.object();
    }

    private static JsonValue reasoning(String text, String encrypted) {
        List<JsonValue> summary = text.isEmpty()
                ? List.of()
                : List.of(Json.object()
                        .put("type", "summary_text")
                        .put("text", text)
                        .build());
        return Json.object()
                .put("type", "reasoning")
                .put("summary", summary)
                .put("encrypted_content", encrypted)
                .build();
    }

    private JsonValue call(Part.ToolCall call) {
        boolean custom = customTools.contains(call.name());
        if (custom) {
            customCalls.add(call.id());
        }
        ObjectBuilder item = Json.object()
                .put("type", custom ? "custom_tool_call" : "function_call")
                .put("call_id", OpenAiIdentifiers.callId(call.id()))
                .put("name", OpenAiIdentifiers.toolName(call.name()));
        return custom
                ? item.put("input", call.arguments()).build()
                : item.put("arguments", call.arguments().isBlank() ? "{}" : call.arguments())
                        .build();
    }

    private JsonValue result(Part.ToolResult result, String place) {
        if (result.error()) {
            losses.add(new Loss(place + ".is_error", "no such field"));
        }
        return Json.object()
                .put("type", customCalls.contains(result.callId()) ? "custom_tool_call_output" : "function_call_output")
                .put("call_id", OpenAiIdentifiers.callId(result.callId()))
                .put("output", contents.output(result.content(), place))
                .build();
    }

    private static String name(Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case DEVELOPER -> "developer";
            case USER, TOOL -> "user";
            case ASSISTANT -> "assistant";
        };
    }
}
