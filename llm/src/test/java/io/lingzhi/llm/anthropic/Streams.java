package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.EventGrammar;
import io.lingzhi.llm.ResponseAssembler;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs recorded streams through the decoder, and checks the grammar on the way. */
final class Streams {
    private Streams() {}

    /** The recorded bytes beside a golden row. */
    static byte[] sse(Path row) throws IOException {
        return Files.readAllBytes(
                row.resolveSibling(row.getFileName().toString().replace(".json", ".sse")));
    }

    static List<StreamEvent> events(byte[] sse) throws FrameTooLongException {
        return decode(frames(sse, Math.max(1, sse.length)));
    }

    /** The frames of a stream that comes in chunks of {@code step} bytes. */
    static List<Frame> frames(byte[] sse, int step) throws FrameTooLongException {
        SseDecoder decoder = new SseDecoder(1 << 22);
        List<Frame> frames = new ArrayList<>();
        for (int at = 0; at < sse.length; at += step) {
            frames.addAll(decoder.feed(Arrays.copyOfRange(sse, at, Math.min(sse.length, at + step))));
        }
        decoder.end().ifPresent(frames::add);
        return frames;
    }

    /** The events of frames and of the stream's end; they obey the grammar, and they end. */
    static List<StreamEvent> decode(List<Frame> frames) {
        StreamDecoder decoder = new AnthropicOutbound().newStreamDecoder(Dialect.PLAIN);
        List<StreamEvent> events = new ArrayList<>();
        frames.forEach(frame -> events.addAll(decoder.decode(frame)));
        events.addAll(decoder.end());
        requireGrammar(events);
        return events;
    }

    static void requireGrammar(List<StreamEvent> events) {
        EventGrammar grammar = new EventGrammar();
        events.forEach(grammar::accept);
        if (!grammar.ended()) {
            throw new IllegalStateException("the answer did not end: " + events);
        }
    }

    static byte[] encode(List<StreamEvent> events) {
        StreamEncoder encoder = new AnthropicStreamEncoder();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach(event -> out.writeBytes(encoder.encode(event)));
        return out.toByteArray();
    }

    static ChatClient.Answer answer(List<StreamEvent> events) {
        ResponseAssembler assembler = new ResponseAssembler();
        events.forEach(assembler::accept);
        return assembler.answer();
    }
}
