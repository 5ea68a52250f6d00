package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.JsonValue;
import java.util.Set;

/** Tells errors among the events of a stream. */
final class ErrorEvents {
    private static final Set<String> TYPES = Set.of("error", "response.error", "response.failed");
    private static final Set<String> ENDED_BADLY = Set.of("failed", "cancelled");

    private ErrorEvents() {}

    /** Whether an event, or an object sent in its place, tells an error. */
    static boolean isError(String type, JsonValue.Obj event) {
        boolean terminal = event.get("response") instanceof JsonValue.Obj response
                && (response.get("error") != JsonValue.Null.NULL
                        || ENDED_BADLY.contains(response.string("status", "")));
        boolean bare = event.string("message").isPresent() && event.get("code") != JsonValue.Null.NULL;
        return TYPES.contains(type) || terminal || bare || event.get("error") != JsonValue.Null.NULL;
    }
}
