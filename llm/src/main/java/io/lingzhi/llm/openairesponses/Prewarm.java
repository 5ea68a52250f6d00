package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
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
        List<JsonValue.Obj> events = new ArrayList<>();
        EventSink sink = new EventSink(events::add);
        ResponseForm form = new ResponseForm(request, id, "", createdAt);
        sink.send(
                "response.created", Json.object().put("response", form.of("in_progress", List.of(), Optional.empty())));
        sink.send(
                "response.completed",
                Json.object().put("response", form.of("completed", List.of(), Optional.of(Usage.NONE))));
        return events;
    }
}
