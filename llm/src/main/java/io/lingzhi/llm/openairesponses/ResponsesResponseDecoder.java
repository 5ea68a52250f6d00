package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.OpenAiFailures;
import java.util.List;
import java.util.Set;

/** Reads a whole {@code response} object. */
final class ResponsesResponseDecoder {
    private static final Set<String> ENDED = Set.of("completed", "incomplete", "failed");

    private ResponsesResponseDecoder() {}

    static List<StreamEvent> decode(byte[] body) {
        ResponsesAnswer answer = new ResponsesAnswer();
        try {
            JsonValue.Obj response = Json.parseObject(body);
            JsonValue.Obj event = Json.object().put("response", response).build();
            if (ErrorEvents.isError("", event) || ErrorEvents.isError("", response)) {
                return answer.fail(OpenAiFailures.inAnswer(event));
            }
            String status = response.string("status", "completed");
            if (!(response.get("output") instanceof JsonValue.Arr) || !ENDED.contains(status)) {
                return answer.fail(new Failure.UpstreamFault("The upstream's answer holds no output that is done."));
            }
            return answer.accept(status.equals("failed") ? "response.failed" : "response.completed", event);
        } catch (JsonSyntaxException e) {
            return answer.fail(
                    new Failure.UpstreamFault("The upstream's answer cannot be read: " + e.getMessage() + "."));
        }
    }
}
