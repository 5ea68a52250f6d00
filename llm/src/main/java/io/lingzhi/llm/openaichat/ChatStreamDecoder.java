package io.lingzhi.llm.openaichat;

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
 * Reads a stream of {@code chat.completion.chunk} frames, and the oddities that compatible upstreams allow themselves.
 * Only the choice of index 0 is told.
 */
final class ChatStreamDecoder implements StreamDecoder {
    private static final String DONE = "[DONE]";

    private final ChatAnswer answer = new ChatAnswer();

    @Override
    public List<StreamEvent> decode(Frame frame) {
        if (answer.ended()) {
            return List.of();
        }
        byte[] data = frame.data();
        if (isBlank(data)) {
            return List.of();
        }
        return isDone(data) ? answer.end() : chunk(data, frame.event());
    }

    @Override
    public boolean complete() {
        return answer.complete();
    }

    @Override
    public List<StreamEvent> end() {
        return answer.ended() ? List.of() : answer.end();
    }

    private List<StreamEvent> chunk(byte[] data, String event) {
        try {
            JsonValue.Obj chunk = Json.parseObject(data);
            boolean error = event.equals("error") && !chunk.has("error");
            return answer.accept(error ? chunk.with("error", chunk) : chunk);
        } catch (JsonSyntaxException e) {
            return answer.fail(new Failure.UpstreamFault(
                    "The upstream sent an event that is no chunk of an answer: " + e.getMessage() + "."));
        }
    }

    private static boolean isDone(byte[] data) {
        return data.length < 16
                && new String(data, StandardCharsets.UTF_8).strip().equals(DONE);
    }

    private static boolean isBlank(byte[] data) {
        for (byte b : data) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
