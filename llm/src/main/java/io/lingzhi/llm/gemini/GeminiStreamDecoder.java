package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a stream of {@code GenerateContentResponse} frames. It has no terminal frame: it ends by closing. */
final class GeminiStreamDecoder implements StreamDecoder {
    private final GeminiAnswer answer = new GeminiAnswer();

    @Override
    public List<StreamEvent> decode(Frame frame) {
        if (answer.ended() || saysNothing(frame.data())) {
            return List.of();
        }
        try {
            JsonValue data = Json.parse(frame.data());
            boolean bareError =
                    frame.event().equals("error") && data instanceof JsonValue.Obj object && !object.has("error");
            return accept(answer, bareError ? Json.object().put("error", data).build() : data);
        } catch (JsonSyntaxException e) {
            return answer.fail(new Failure.UpstreamFault(
                    "The upstream sent an event that is no chunk of an answer: " + e.getMessage() + "."));
        }
    }

    @Override
    public boolean complete() {
        return answer.complete();
    }

    @Override
    public List<StreamEvent> end() {
        return answer.ended() ? List.of() : answer.end();
    }

    /** The events of one chunk, or of a list of chunks. */
    static List<StreamEvent> accept(GeminiAnswer answer, JsonValue data) {
        if (data instanceof JsonValue.Obj chunk) {
            return answer.accept(chunk);
        }
        List<JsonValue> chunks = data instanceof JsonValue.Arr(List<JsonValue> items) ? items : List.of(data);
        List<StreamEvent> events = new ArrayList<>();
        for (JsonValue item : chunks) {
            if (!answer.ended()) {
                events.addAll(
                        item instanceof JsonValue.Obj chunk
                                ? answer.accept(chunk)
                                : answer.fail(new Failure.UpstreamFault(
                                        "The upstream sent an event that is no chunk of an answer:"
                                                + " an object is expected.")));
            }
        }
        return List.copyOf(events);
    }

    /** Blank, or the end mark of another protocol, which some proxies add. */
    private static boolean saysNothing(byte[] data) {
        return data.length < 16
                && (new String(data, StandardCharsets.UTF_8).isBlank()
                        || new String(data, StandardCharsets.UTF_8).strip().equals("[DONE]"));
    }
}
