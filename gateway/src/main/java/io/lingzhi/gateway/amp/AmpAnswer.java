package io.lingzhi.gateway.amp;

import io.lingzhi.gateway.Reply;
import io.lingzhi.llm.json.Json;
import java.util.Map;

/** Answers of the gateway's own on Amp's routes: {@code {"error":"...","message":"..."}}, as CLIProxyAPI gave them. */
final class AmpAnswer {
    private AmpAnswer() {}

    static void tell(Reply reply, int status, String error, String message) {
        byte[] body = Json.object().put("error", error).put("message", message).bytes();
        reply.whole(status, Map.of("content-type", "application/json"), body);
    }

    static void unavailable(Reply reply) {
        tell(
                reply,
                503,
                "amp upstream proxy not available",
                "this is a route of Amp's own service: set ampcode.upstream-url (and ampcode.upstream-api-key) in the"
                        + " configuration to pass it on");
    }
}
