package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads a stream of {@code response.*} frames. The type in the data counts; the event's name stands in where it is
 * missing.
 */
final class ResponsesStreamDecoder implements StreamDecoder {
    private final ResponsesAnswer answer = new ResponsesAnswer();

    @Override
    public List<StreamEvent> decode(Frame frame) {
        if (answer.ended() || saysNothing(frame.data())) {
            return List.of();
        }
        try {
            JsonValue.Obj event = Json.parseObject(frame.data());
            return answer.accept(event.string("type", frame.event()), event);
        } catch (JsonSyntaxException e) {
            return answer.fail(new Failure.UpstreamFault(
                    "The upstream sent an event that is no part of an answer: " + e.getMessage() + "."));
        }
    }

    @Override
    public List<StreamEvent> end() {
        return answer.ended() ? List.of() : answer.cut();
    }

    /** Blank data, or the end mark of Chat, which says nothing here: only a terminal event ends an answer. */
    private static boolean saysNothing(byte[] data) {
        if (data.length >= 16) {
            return false;
        }
        String text = new String(data, StandardCharsets.UTF_8).strip();
        return text.isEmpty() || text.equals("[DONE]");
    }
}
