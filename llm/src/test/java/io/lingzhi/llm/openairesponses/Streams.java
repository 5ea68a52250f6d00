package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.EventGrammar;
import io.lingzhi.llm.ResponseAssembler;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.protocol.WireCall;
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

/** Runs streams through the codec, and checks the grammar on the way. */
final class Streams {
    private Streams() {}

    /** The recorded bytes beside a golden row. */
    static byte[] sse(Path row) throws IOException {
        return Files.readAllBytes(
                row.resolveSibling(row.getFileName().toString().replace(".json", ".sse")));
    }

    static List<StreamEvent> events(byte[] sse) throws FrameTooLongException {
        return events(sse, Math.max(1, sse.length));
    }

    /** The events of a stream that comes in chunks of {@code step} bytes. */
    static List<StreamEvent> events(byte[] sse, int step) throws FrameTooLongException {
        return decode(frames(sse, step));
    }

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
        StreamDecoder decoder = new ResponsesOutbound().newStreamDecoder(Dialect.PLAIN);
        List<StreamEvent> events = new ArrayList<>();
        frames.forEach(frame -> events.addAll(decoder.decode(frame)));
        events.addAll(decoder.end());
        return checked(events);
    }

    static List<StreamEvent> checked(List<StreamEvent> events) {
        EventGrammar grammar = new EventGrammar();
        events.forEach(grammar::accept);
        if (!grammar.ended()) {
            throw new IllegalStateException("the answer did not end: " + events);
        }
        return events;
    }

    static Asked asked(JsonValue request) throws RejectedException {
        return new ResponsesInbound(() -> "new").read(WireCall.of(Json.bytes(request)));
    }

    static byte[] encode(Asked asked, List<StreamEvent> events) {
        StreamEncoder encoder = asked.newStreamEncoder();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach(event -> out.writeBytes(encoder.encode(event)));
        return out.toByteArray();
    }

    /** The events on the wire, in order. */
    static List<JsonValue.Obj> sent(byte[] sse) throws FrameTooLongException, JsonSyntaxException {
        List<JsonValue.Obj> sent = new ArrayList<>();
        for (Frame frame : frames(sse, Math.max(1, sse.length))) {
            JsonValue.Obj event = Json.parseObject(frame.data());
            if (!frame.event().equals(event.string("type", ""))) {
                throw new IllegalStateException("the frame is called " + frame.event() + ": "
                        + new String(frame.data(), StandardCharsets.UTF_8));
            }
            sent.add(event);
        }
        return sent;
    }

    static ChatClient.Answer answer(List<StreamEvent> events) {
        ResponseAssembler assembler = new ResponseAssembler();
        events.forEach(assembler::accept);
        return assembler.answer();
    }
}
