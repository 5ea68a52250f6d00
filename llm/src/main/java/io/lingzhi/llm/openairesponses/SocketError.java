package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.FailureStatus;
import java.util.Map;

/** How a WebSocket tells a failure before an answer has begun: status, headers and error in one event. */
public final class SocketError {
    private static final int CONFLICT = 409;

    private SocketError() {}

    public static JsonValue.Obj event(Failure failure) {
        ObjectBuilder event = Json.object().put("type", "error").put("status", status(failure));
        FailureStatus.headers(failure).entrySet().stream()
                .filter(header -> header.getKey().equals("retry-after"))
                .forEach(header -> event.put(
                        "headers",
                        Json.object().put("retry-after", header.getValue()).build()));
        return event.put("error", ResponsesErrorEncoder.error(failure)).build();
    }

    /** The event for an error that was answered as an HTTP client would get it. */
    public static JsonValue.Obj event(int status, Map<String, String> headers, JsonValue.Obj error) {
        ObjectBuilder event = Json.object().put("type", "error");
        String retryAfter = headers.get("retry-after");
        if (retryAfter != null) {
            event.put("headers", Json.object().put("retry-after", retryAfter).build());
        }
        boolean unknownResponse = error.string("code", "").equals("previous_response_not_found");
        return event.put("status", unknownResponse ? CONFLICT : status)
                .put("error", error)
                .build();
    }

    /** A response that is unknown on this connection is a conflict: the client sends its whole input then. */
    private static int status(Failure failure) {
        boolean unknownResponse = failure instanceof Failure.InvalidRequest refusal
                && refusal.code().filter("previous_response_not_found"::equals).isPresent();
        return unknownResponse ? CONFLICT : FailureStatus.of(failure);
    }
}
