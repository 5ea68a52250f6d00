package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the system instruction and the contents of one request, in order. */
final class GeminiContentDecoder {
    private static final String SYSTEM = "systemInstruction";

    private GeminiContentDecoder() {}

    static List<Message> messages(RequestObject request) throws RejectedException {
        GeminiPartDecoder decoder = new GeminiPartDecoder();
        List<Message> messages = new ArrayList<>();
        if (request.has(SYSTEM)) {
            List<Part> system = system(decoder, request);
            if (!system.isEmpty()) {
                messages.add(new Message(Role.SYSTEM, system));
            }
        }
        List<RequestObject> contents = oneOrMore(request, "contents");
        if (contents.isEmpty()) {
            throw request.expected("contents", "a list of at least one content");
        }
        for (int i = 0; i < contents.size(); i++) {
            messages.add(content(decoder, CamelNames.of(contents.get(i)), i));
        }
        return messages;
    }

    /** The instruction as a content; some clients give its text alone, or its parts. */
    private static List<Part> system(GeminiPartDecoder decoder, RequestObject request) throws RejectedException {
        return switch (request.json().get(SYSTEM)) {
            case JsonValue.Str(String text) -> text.isEmpty() ? List.of() : List.of(new Part.Text(text));
            case JsonValue.Arr ignored -> parts(decoder, request.objects(SYSTEM), "system");
            case JsonValue.Obj object ->
                object.has("text")
                        ? parts(decoder, List.of(request.requiredObject(SYSTEM)), "system")
                        : parts(decoder, oneOrMore(request.requiredObject(SYSTEM), "parts"), "system");
            case JsonValue.Num ignored -> throw request.expected(SYSTEM, "a content");
            case JsonValue.Bool ignored -> throw request.expected(SYSTEM, "a content");
            case JsonValue.Null ignored -> List.of();
        };
    }

    private static Message content(GeminiPartDecoder decoder, RequestObject content, int position)
            throws RejectedException {
        List<Part> parts = parts(decoder, oneOrMore(content, "parts"), Integer.toString(position));
        return new Message(role(content, parts), parts);
    }

    private static Role role(RequestObject content, List<Part> parts) throws RejectedException {
        return switch (content.text("role").orElse("user")) {
            case "user", "" -> onlyResults(parts) ? Role.TOOL : Role.USER;
            case "model", "assistant" -> Role.ASSISTANT;
            case "function", "tool" -> Role.TOOL;
            case "system" -> Role.SYSTEM;
            default -> throw content.expected("role", "\"user\" or \"model\"");
        };
    }

    private static boolean onlyResults(List<Part> parts) {
        return !parts.isEmpty() && parts.stream().allMatch(Part.ToolResult.class::isInstance);
    }

    private static List<Part> parts(GeminiPartDecoder decoder, List<RequestObject> items, String position)
            throws RejectedException {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            decoder.parts(CamelNames.of(items.get(i)), position + "_" + i).forEach(part -> add(parts, part));
        }
        return parts;
    }

    /**
     * A signature that is not Gemini's belongs to the text of the thought before it, since its maker checks both
     * together.
     */
    private static void add(List<Part> parts, Part part) {
        boolean foreign = part instanceof Part.Thinking(String text, Optional<Signature> signature)
                && text.isEmpty()
                && signature.filter(proof -> proof.maker() != Protocol.GEMINI).isPresent();
        StringBuilder thought = new StringBuilder();
        while (foreign
                && !parts.isEmpty()
                && parts.getLast() instanceof Part.Thinking before
                && before.signature().isEmpty()) {
            thought.insert(0, before.text());
            parts.removeLast();
        }
        parts.add(foreign ? new Part.Thinking(thought.toString(), ((Part.Thinking) part).signature()) : part);
    }

    /** The items of a list; one object alone counts as a list of one. */
    private static List<RequestObject> oneOrMore(RequestObject object, String name) throws RejectedException {
        return object.json().get(name) instanceof JsonValue.Obj
                ? List.of(object.requiredObject(name))
                : object.objects(name);
    }
}
