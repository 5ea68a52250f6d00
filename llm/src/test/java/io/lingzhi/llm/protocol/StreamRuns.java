package io.lingzhi.llm.protocol;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.EventGrammar;
import io.lingzhi.llm.ResponseAssembler;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs streams through any protocol's decoder and encoder, and checks the grammar on the way. */
public final class StreamRuns {
    private StreamRuns() {}

    /** The recorded bytes beside a golden row. */
    public static byte[] sse(Path row) throws IOException {
        return Files.readAllBytes(
                row.resolveSibling(row.getFileName().toString().replace(".json", ".sse")));
    }

    /** Chunks as server-sent events: an object is one event's data, a text is sent as it is. */
    public static byte[] sse(List<JsonValue> chunks) {
        StringBuilder sse = new StringBuilder();
        for (JsonValue chunk : chunks) {
            sse.append(chunk instanceof JsonValue.Str(String raw) ? raw : "data: " + Json.text(chunk) + "\n\n");
        }
        return sse.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The frames of a stream that comes in chunks of {@code step} bytes. */
    public static List<Frame> frames(byte[] sse, int step) throws FrameTooLongException {
        SseDecoder decoder = new SseDecoder(1 << 22);
        List<Frame> frames = new ArrayList<>();
        for (int at = 0; at < sse.length; at += step) {
            frames.addAll(decoder.feed(Arrays.copyOfRange(sse, at, Math.min(sse.length, at + step))));
        }
        decoder.end().ifPresent(frames::add);
        return frames;
    }

    /** The events of frames and of the stream's end; they obey the grammar, and they end. */
    public static List<StreamEvent> decode(StreamDecoder decoder, List<Frame> frames) {
        List<StreamEvent> events = new ArrayList<>();
        frames.forEach(frame -> events.addAll(decoder.decode(frame)));
        events.addAll(decoder.end());
        return checked(events);
    }

    /** The same events; they obey the grammar, and they end. */
    public static List<StreamEvent> checked(List<StreamEvent> events) {
        EventGrammar grammar = new EventGrammar();
        events.forEach(grammar::accept);
        if (!grammar.ended()) {
            throw new IllegalStateException("the answer did not end: " + events);
        }
        return events;
    }

    public static byte[] encode(StreamEncoder encoder, List<StreamEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach(event -> out.writeBytes(encoder.encode(event)));
        return out.toByteArray();
    }

    public static ChatClient.Answer answer(List<StreamEvent> events) {
        ResponseAssembler assembler = new ResponseAssembler();
        events.forEach(assembler::accept);
        return assembler.answer();
    }
}
