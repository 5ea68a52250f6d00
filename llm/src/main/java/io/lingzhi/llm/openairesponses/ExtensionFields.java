package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The top-level fields, and members of some, that the vocabulary has no word for. What this gateway does anyway is left
 * out: {@code store: false}, and the signatures of thoughts that were asked for.
 */
final class ExtensionFields {
    /** The fields that the vocabulary has words for, wholly or in part. */
    private static final Set<String> KNOWN = Set.of(
            "model",
            "input",
            "instructions",
            "stream",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "max_output_tokens",
            "temperature",
            "top_p",
            "top_logprobs",
            "reasoning",
            "text",
            "service_tier",
            "prompt_cache_key",
            "user",
            "safety_identifier",
            "store",
            "include");

    private static final Set<String> KNOWN_FORMATS = Set.of("text", "json_object", "json_schema");

    private ExtensionFields() {}

    static Optional<Extensions> of(RequestObject request, boolean reasoningAsked) throws RejectedException {
        ObjectBuilder fields = Json.object();
        request.json().members().forEach((name, value) -> {
            if (!KNOWN.contains(name) && value != JsonValue.Null.NULL) {
                fields.put(name, value);
            }
        });
        if (request.bool("store").orElse(false)) {
            fields.put("store", true);
        }
        if (request.has("user")) {
            fields.putIfPresent("safety_identifier", request.text("safety_identifier"));
        }
        fields.putIfPresent("tool_choice", ChoiceDecoder.otherChoice(request));
        rest(fields, "reasoning", without(request, "reasoning", Set.of("effort", "summary", "generate_summary")));
        rest(fields, "text", without(request, "text", knownOfText(request)));
        List<JsonValue> include = include(request, reasoningAsked);
        if (!include.isEmpty()) {
            fields.put("include", include);
        }
        JsonValue.Obj all = fields.build();
        return Extensions.of(Protocol.OPENAI_RESPONSES, all, ResponsesShape.REQUEST.unread(request.json()));
    }

    private static void rest(ObjectBuilder fields, String name, JsonValue.Obj members) {
        if (!members.members().isEmpty()) {
            fields.put(name, members);
        }
    }

    private static JsonValue.Obj without(RequestObject request, String name, Set<String> known) {
        ObjectBuilder others = Json.object();
        request.json().object(name).members().forEach((member, value) -> {
            if (!known.contains(member) && value != JsonValue.Null.NULL) {
                others.put(member, value);
            }
        });
        return others.build();
    }

    private static Set<String> knownOfText(RequestObject request) {
        JsonValue.Obj format = request.json().object("text").object("format");
        return KNOWN_FORMATS.contains(format.string("type", "text")) ? Set.of("format") : Set.of();
    }

    private static List<JsonValue> include(RequestObject request, boolean reasoningAsked) throws RejectedException {
        return request.items("include").stream()
                .filter(item -> !item.equals(JsonValue.of(ResponsesRequestDecoder.LOGPROBS)))
                .filter(item -> !(reasoningAsked && item.equals(JsonValue.of(ResponsesRequestDecoder.ENCRYPTED))))
                .toList();
    }
}
