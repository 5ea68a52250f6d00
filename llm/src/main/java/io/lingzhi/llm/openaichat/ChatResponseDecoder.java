package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole {@code chat.completion} object. */
final class ChatResponseDecoder {
    private ChatResponseDecoder() {}

    static List<StreamEvent> decode(byte[] body) {
        ChatAnswer answer = new ChatAnswer();
        try {
            JsonValue.Obj response = Json.parseObject(body);
            List<StreamEvent> events = new ArrayList<>(answer.accept(response));
            if (!answer.ended()) {
                events.addAll(end(answer, events));
            }
            return List.copyOf(events);
        } catch (JsonSyntaxException e) {
            return answer.fail(
                    new Failure.UpstreamFault("The upstream's answer cannot be read: " + e.getMessage() + "."));
        }
    }

    private static List<StreamEvent> end(ChatAnswer answer, List<StreamEvent> events) {
        if (events.isEmpty()) {
            return answer.fail(new Failure.UpstreamFault("The upstream's answer holds no choice."));
        }
        answer.finishIfUnsaid();
        return answer.end();
    }
}
