package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the parts of one conversation in order, and remembers the calls that wait for results.
 *
 * <p>A signature becomes a thought of its own before the part that carries it. Members of a part that the vocabulary
 * has no word for, such as {@code videoMetadata}, follow it as an opaque part that holds them.
 */
final class GeminiPartDecoder {
    private static final String SIGNATURE = "thoughtSignature";
    private static final String ASIDE = "membersOfPartBefore";
    private static final List<String> PAYLOADS =
            List.of("text", "inlineData", "fileData", "functionCall", "functionResponse");

    private final GeminiCalls calls = new GeminiCalls();

    /** @param position makes ids for calls without one, and is unique in the conversation */
    List<Part> parts(RequestObject part, String position) throws RejectedException {
        Optional<String> payload = PAYLOADS.stream().filter(part::has).findFirst();
        if (payload.isEmpty()) {
            return withoutPayload(part);
        }
        List<Part> parts = new ArrayList<>(
                switch (payload.get()) {
                    case "text" -> text(part);
                    case "functionCall" -> signed(part, call(member(part, "functionCall"), position));
                    case "functionResponse" -> List.of(result(member(part, "functionResponse"), position));
                    case "inlineData" -> signed(part, GeminiMedia.inline(member(part, "inlineData")));
                    default -> signed(part, GeminiMedia.file(member(part, "fileData")));
                });
        JsonValue.Obj others = GenerationConfig.without(part, Set.of(payload.get(), SIGNATURE, "thought"));
        if (!others.members().isEmpty() && !parts.isEmpty()) {
            parts.add(new Part.Opaque(
                    Protocol.GEMINI, Json.object().put(ASIDE, others).build()));
        }
        return parts;
    }

    /** A signature alone, a piece that only Gemini can say, or nothing. */
    private static List<Part> withoutPayload(RequestObject part) throws RejectedException {
        Map<String, JsonValue> members = part.json().members();
        boolean signatureAlone = Set.of(SIGNATURE, "thought").containsAll(members.keySet());
        if (signatureAlone) {
            return signature(part)
                    .<List<Part>>map(signature -> List.of(new Part.Thinking("", Optional.of(signature))))
                    .orElse(List.of());
        }
        return List.of(new Part.Opaque(Protocol.GEMINI, part.json()));
    }

    /** The members that an opaque part adds to the part before it, if it is no part of its own. */
    static Optional<JsonValue.Obj> aside(JsonValue json) {
        return json instanceof JsonValue.Obj object && object.get(ASIDE) instanceof JsonValue.Obj members
                ? Optional.of(members)
                : Optional.empty();
    }

    private static List<Part> text(RequestObject part) throws RejectedException {
        String text = part.requiredText("text");
        Optional<Signature> signature = signature(part);
        if (part.bool("thought").orElse(false) || (text.isEmpty() && signature.isPresent())) {
            return text.isEmpty() && signature.isEmpty() ? List.of() : List.of(new Part.Thinking(text, signature));
        }
        return text.isEmpty() ? List.of() : signed(part, new Part.Text(text));
    }

    private static List<Part> signed(RequestObject part, Part payload) throws RejectedException {
        Optional<Signature> signature = signature(part);
        return signature.isPresent() ? List.of(new Part.Thinking("", signature), payload) : List.of(payload);
    }

    private static Optional<Signature> signature(RequestObject part) throws RejectedException {
        return part.text(SIGNATURE).flatMap(carried -> Signature.readFrom(Protocol.GEMINI, carried, false));
    }

    private Part call(RequestObject call, String position) throws RejectedException {
        String name = call.requiredText("name");
        String id = id(call).orElse("call_" + position);
        JsonValue.Obj arguments = call.object("args").map(RequestObject::json).orElse(JsonValue.Obj.EMPTY);
        calls.made(id, name);
        return new Part.ToolCall(id, name, Json.text(arguments));
    }

    private Part result(RequestObject result, String position) throws RejectedException {
        String name = result.text("name").orElse("");
        String callId = calls.answered(id(result).orElse(""), name, orphanId(name, position));
        List<Part> content = new ArrayList<>();
        JsonValue.Obj response =
                result.object("response").map(RequestObject::json).orElse(JsonValue.Obj.EMPTY);
        ResultText.read(response).ifPresent(text -> content.add(new Part.Text(text)));
        for (RequestObject medium : result.objects("parts")) {
            content.addAll(parts(CamelNames.of(medium), position));
        }
        return new Part.ToolResult(callId, content, ResultText.isError(response));
    }

    private static String orphanId(String name, String position) {
        return "call_" + position + (name.isEmpty() ? "" : "_" + name);
    }

    private static Optional<String> id(RequestObject object) throws RejectedException {
        Optional<String> callId = object.text("callId");
        return object.text("id").or(() -> callId).filter(id -> !id.isEmpty());
    }

    private static RequestObject member(RequestObject part, String name) throws RejectedException {
        return CamelNames.of(part.requiredObject(name));
    }
}
