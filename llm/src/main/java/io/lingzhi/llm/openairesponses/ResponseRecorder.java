package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps the response that a stream of this protocol ends with, whoever wrote the stream. An output that the last event
 * leaves out is put together from the items that were done before.
 *
 * <p>Used by one thread at a time.
 */
public final class ResponseRecorder {
    private static final byte[] DELTA = ".delta\"".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> ENDS = Set.of("response.completed", "response.incomplete", "response.done");

    private final int maxBytes;
    private final TreeMap<Long, JsonValue> items = new TreeMap<>();
    private Optional<JsonValue.Obj> response = Optional.empty();
    private long bytes;
    private boolean ended;

    /** @param maxBytes most that is kept; of a longer answer nothing is recorded */
    public ResponseRecorder(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes the next frame. */
    public void accept(Frame frame) {
        if (ended || isDelta(frame) || bytes > maxBytes) {
            return;
        }
        try {
            if (Json.parse(frame.data()) instanceof JsonValue.Obj event) {
                read(event.string("type", frame.event()), event, frame);
            }
        } catch (JsonSyntaxException e) {
            // What is no event tells nothing; the stream's own decoder reports it.
        }
    }

    /** The response, once the stream has ended well. */
    public Optional<JsonValue.Obj> response() {
        return response;
    }

    private boolean fits(Frame frame) {
        bytes += frame.data().length;
        if (bytes > maxBytes) {
            items.clear();
        }
        return bytes <= maxBytes;
    }

    private void read(String type, JsonValue.Obj event, Frame frame) {
        if (type.equals("response.output_item.done") && fits(frame)) {
            long index = event.integer("output_index").orElse(items.isEmpty() ? 0 : items.lastKey() + 1);
            items.put(index, event.get("item"));
        } else if (ErrorEvents.isError(type, event)) {
            ended = true;
        } else if (ENDS.contains(type) && fits(frame)) {
            ended = true;
            JsonValue.Obj told = event.object("response");
            boolean filled = !told.list("output").isEmpty() || items.isEmpty();
            response = Optional.of(filled ? told : told.with("output", new JsonValue.Arr(List.copyOf(items.values()))));
        }
    }

    /** Whether a frame is one of the many small ones, told by its name or by the beginning of its data. */
    private static boolean isDelta(Frame frame) {
        if (frame.event().endsWith(".delta")) {
            return true;
        }
        byte[] data = frame.data();
        int end = Math.min(data.length, 80);
        for (int at = 0; at + DELTA.length <= end; at++) {
            if (Arrays.equals(data, at, at + DELTA.length, DELTA, 0, DELTA.length)) {
                return true;
            }
        }
        return false;
    }
}
