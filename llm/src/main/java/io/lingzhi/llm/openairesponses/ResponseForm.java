package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code response} object of one request: what every answer to it says, which is mostly what was asked. Clients
 * take many of these members for granted, so that each stands even where the request did not say it.
 */
final class ResponseForm {
    private static final Map<String, JsonValue> DEFAULTS = Map.of(
            "parallel_tool_calls",
            JsonValue.of(true),
            "reasoning",
            Json.object().putNull("effort").putNull("summary").build(),
            "store",
            JsonValue.of(true),
            "text",
            Json.object()
                    .put("format", Json.object().put("type", "text").build())
                    .build(),
            "tool_choice",
            JsonValue.of("auto"),
            "tools",
            new JsonValue.Arr(List.of()),
            "truncation",
            JsonValue.of("disabled"),
            "metadata",
            JsonValue.Obj.EMPTY,
            "background",
            JsonValue.of(false));

    private static final List<String> ECHOED = List.of(
            "background",
            "instructions",
            "max_output_tokens",
            "max_tool_calls",
            "metadata",
            "parallel_tool_calls",
            "previous_response_id",
            "prompt_cache_key",
            "reasoning",
            "safety_identifier",
            "service_tier",
            "store",
            "temperature",
            "text",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "truncation",
            "user");

    private final JsonValue.Obj request;
    private final String id;
    private final String model;
    private final long createdAt;

    /** @param model the one that answers; empty where none has said so, which leaves the one that was asked for */
    ResponseForm(JsonValue.Obj request, String id, String model, long createdAt) {
        this.request = request;
        this.id = id;
        this.model = model.isEmpty() ? request.string("model", "") : model;
        this.createdAt = createdAt;
    }

    /** The response's id without its prefix. */
    String bareId() {
        return id.startsWith("resp_") ? id.substring("resp_".length()) : id;
    }

    /** An answer that is under way, or has ended well. */
    JsonValue.Obj of(String status, List<JsonValue> output, Optional<Usage> usage) {
        return form(status, JsonValue.Null.NULL, JsonValue.Null.NULL, output, usage);
    }

    /** An answer that ended before it was whole. */
    JsonValue.Obj incomplete(String reason, List<JsonValue> output, Optional<Usage> usage) {
        JsonValue details = Json.object().put("reason", reason).build();
        return form("incomplete", JsonValue.Null.NULL, details, output, usage);
    }

    /** An answer that failed. */
    JsonValue.Obj failed(JsonValue.Obj error, List<JsonValue> output, Optional<Usage> usage) {
        return form("failed", error, JsonValue.Null.NULL, output, usage);
    }

    private JsonValue.Obj form(
            String status, JsonValue error, JsonValue incomplete, List<JsonValue> output, Optional<Usage> usage) {
        ObjectBuilder response = Json.object()
                .put("id", id)
                .put("object", "response")
                .put("created_at", createdAt)
                .put("status", status)
                .put("error", error)
                .put("incomplete_details", incomplete)
                .put("model", model)
                .put("output", output)
                .put("usage", usage.<JsonValue>map(ResponsesUsage::encode).orElse(JsonValue.Null.NULL));
        for (String name : ECHOED) {
            JsonValue asked = request.get(name);
            response.put(name, asked == JsonValue.Null.NULL ? DEFAULTS.getOrDefault(name, asked) : asked);
        }
        return response.build();
    }
}
