package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole {@code GenerateContentResponse} object, or the list of chunks of one that came as an array. */
final class GeminiResponseDecoder {
    private GeminiResponseDecoder() {}

    static List<StreamEvent> decode(byte[] body) {
        GeminiAnswer answer = new GeminiAnswer();
        try {
            List<StreamEvent> events = new ArrayList<>(GeminiStreamDecoder.accept(answer, Json.parse(body)));
            if (!answer.ended()) {
                events.addAll(end(answer, events));
            }
            return List.copyOf(events);
        } catch (JsonSyntaxException e) {
            return answer.fail(
                    new Failure.UpstreamFault("The upstream's answer cannot be read: " + e.getMessage() + "."));
        }
    }

    private static List<StreamEvent> end(GeminiAnswer answer, List<StreamEvent> events) {
        if (events.isEmpty()) {
            return answer.fail(new Failure.UpstreamFault("The upstream's answer holds no candidate."));
        }
        answer.finishIfUnsaid();
        return answer.end();
    }
}
