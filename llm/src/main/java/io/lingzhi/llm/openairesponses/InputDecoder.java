package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a request's instructions and input items as turns, in order. What a model says item by item, such as thoughts,
 * texts and calls, is one turn until somebody else speaks.
 */
final class InputDecoder {
    private static final Set<String> MESSAGE =
            Set.of("type", "role", "content", "id", "status", "cache_control", "prompt_cache_breakpoint");
    private static final Set<String> NO_INPUT_NEEDED = Set.of("previous_response_id", "conversation", "prompt");

    private final DeclaredTools tools;
    private final List<Message> messages = new ArrayList<>();
    private final List<Part> answer = new ArrayList<>();

    private InputDecoder(DeclaredTools tools) {
        this.tools = tools;
    }

    static List<Message> decode(RequestObject request, DeclaredTools tools) throws RejectedException {
        InputDecoder decoder = new InputDecoder(tools);
        request.text("instructions")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> decoder.messages.add(Message.of(Role.SYSTEM, text)));
        decoder.input(request);
        decoder.endAnswer();
        return decoder.messages;
    }

    private void input(RequestObject request) throws RejectedException {
        if (request.json().get("input") instanceof JsonValue.Str) {
            messages.add(new Message(Role.USER, ContentDecoder.content(request, "input")));
            return;
        }
        if (!(request.json().get("input") instanceof JsonValue.Arr)
                && (request.has("input") || NO_INPUT_NEEDED.stream().noneMatch(request::has))) {
            throw request.expected("input", "a string or a list of items");
        }
        for (RequestObject item : request.objects("input")) {
            item(item);
        }
    }

    private void item(RequestObject item) throws RejectedException {
        switch (type(item)) {
            case "message" -> message(item);
            case "reasoning" -> thinking(item.json()).ifPresent(answer::add);
            case "function_call" -> answer.add(functionCall(item));
            case "custom_tool_call" -> answer.add(customCall(item));
            case "function_call_output", "custom_tool_call_output" -> result(item);
            case "additional_tools" -> {} // read with the request's own tools
            default -> opaque(item.json());
        }
    }

    private static String type(RequestObject item) throws RejectedException {
        if (!item.has("type") && item.has("role")) {
            return "message";
        }
        return item.requiredText("type");
    }

    private void message(RequestObject item) throws RejectedException {
        List<Part> parts = new ArrayList<>();
        others(item.json()).ifPresent(parts::add);
        parts.addAll(ContentDecoder.content(item, "content"));
        ContentDecoder.cacheMark(item.json())
                .filter(mark -> parts.isEmpty() || !(parts.getLast() instanceof Part.CacheMark))
                .ifPresent(parts::add);
        switch (item.requiredText("role")) {
            case "assistant" -> answer.addAll(parts);
            case "user" -> turn(Role.USER, parts);
            case "system" -> turn(Role.SYSTEM, parts);
            case "developer" -> turn(Role.DEVELOPER, parts);
            default -> throw item.expected("role", "\"user\", \"assistant\", \"system\" or \"developer\"");
        }
    }

    private void turn(Role role, List<Part> parts) {
        endAnswer();
        messages.add(new Message(role, parts));
    }

    private void endAnswer() {
        if (!answer.isEmpty()) {
            messages.add(new Message(Role.ASSISTANT, answer));
            answer.clear();
        }
    }

    private void result(RequestObject item) throws RejectedException {
        turn(Role.TOOL, List.of(new Part.ToolResult(callId(item), ContentDecoder.output(item), false)));
    }

    private static String callId(RequestObject item) throws RejectedException {
        return item.has("call_id")
                ? item.requiredText("call_id")
                : item.json().string("id").orElseThrow(() -> item.expected("call_id", "the id of a call"));
    }

    /** What was thought: the summary if there is one, else the raw text; nothing at all tells nothing. */
    static Optional<Part> thinking(JsonValue.Obj item) {
        String summary = joined(item, "summary");
        String text = summary.isEmpty() ? joined(item, "content") : summary;
        Optional<Signature> signature = item.string("encrypted_content").flatMap(EncryptedContent::read);
        return text.isEmpty() && signature.isEmpty()
                ? Optional.empty()
                : Optional.of(new Part.Thinking(text, signature));
    }

    /** The texts of a list of parts, joined by blank lines. */
    static String joined(JsonValue.Obj item, String name) {
        List<String> texts = item.list(name).stream()
                .map(part -> part instanceof JsonValue.Obj object ? object.string("text", "") : "")
                .filter(text -> !text.isEmpty())
                .toList();
        return String.join("\n\n", texts);
    }

    private Part functionCall(RequestObject item) throws RejectedException {
        String name = name(item);
        String arguments = arguments(item);
        return new Part.ToolCall(callId(item), name, tools.isCustom(name) ? FreeText.of(arguments) : arguments);
    }

    /** A call of a custom tool; where the request does not declare the tool any more, it is told as a function's. */
    private Part customCall(RequestObject item) throws RejectedException {
        String name = name(item);
        String text = item.text("input").orElse("");
        return new Part.ToolCall(callId(item), name, tools.isCustom(name) ? text : FreeText.asArguments(text));
    }

    private static String name(RequestObject item) throws RejectedException {
        String name = item.requiredText("name");
        return item.text("namespace")
                .filter(namespace -> !namespace.isEmpty())
                .map(namespace -> DeclaredTools.flatName(namespace, name))
                .orElse(name);
    }

    /** The arguments' text; some clients send the object itself. */
    private static String arguments(RequestObject item) throws RejectedException {
        return item.json().get("arguments") instanceof JsonValue.Obj object
                ? Json.text(object)
                : item.text("arguments").orElse("");
    }

    /** An item of another kind: a hosted tool's call, its output, a reference. */
    private void opaque(JsonValue.Obj item) {
        Part part = new Part.Opaque(Protocol.OPENAI_RESPONSES, item);
        String type = item.string("type", "");
        if (type.endsWith("_output") || type.equals("mcp_approval_response")) {
            turn(Role.TOOL, List.of(part));
        } else {
            answer.add(part);
        }
    }

    /** The members of a message that no part tells, such as {@code phase}. */
    private static Optional<Part> others(JsonValue.Obj message) {
        ObjectBuilder others = Json.object();
        message.members().forEach((name, value) -> {
            if (!MESSAGE.contains(name) && value != JsonValue.Null.NULL) {
                others.put(name, value);
            }
        });
        JsonValue.Obj all = others.build();
        return all.members().isEmpty()
                ? Optional.empty()
                : Optional.of(new Part.Opaque(Protocol.OPENAI_RESPONSES, all));
    }
}
