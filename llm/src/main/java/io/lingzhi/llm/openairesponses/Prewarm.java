package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** The answer to a WebSocket frame that only announces what follows ({@code generate: false}): an empty response. */
public final class Prewarm {
    private Prewarm() {}

    /**
     * The two events, {@code response.created} and {@code response.completed}.
     *
     * @param id such as {@code resp_prewarm_} and something that never comes again
     * @param createdAt in seconds since 1970
     */
    public static List<JsonValue.Obj> events(JsonValue.Obj request, String id, long createdAt) {
        ResponseForm form = new ResponseForm(request, id, "", createdAt);
        return List.of(
                event("response.created", 0, form.of("in_progress", List.of(), Optional.empty())),
                event("response.completed", 1, form.of("completed", List.of(), Optional.of(Usage.NONE))));
    }

    private static JsonValue.Obj event(String type, long number, JsonValue.Obj response) {
        return Json.object()
                .put("type", type)
                .put("sequence_number", number)
                .put("response", response)
                .build();
    }
}
