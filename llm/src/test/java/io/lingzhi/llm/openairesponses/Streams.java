package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamRuns;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs streams through the codec. */
final class Streams {
    /** A question with one tool, which takes free text. */
    static final JsonValue QUESTION = Json.object()
            .put("model", "m")
            .put("input", "?")
            .put(
                    "tools",
                    List.of(Json.object().put("type", "custom").put("name", "c").build()))
            .build();

    private Streams() {}

    static List<StreamEvent> events(byte[] sse) throws FrameTooLongException {
        return events(sse, Math.max(1, sse.length));
    }

    /** The events of a stream that comes in chunks of {@code step} bytes. */
    static List<StreamEvent> events(byte[] sse, int step) throws FrameTooLongException {
        return decode(StreamRuns.frames(sse, step));
    }

    static List<StreamEvent> decode(List<Frame> frames) {
        return StreamRuns.decode(new ResponsesOutbound().newStreamDecoder(Dialect.PLAIN), frames);
    }

    static Asked asked(JsonValue request) throws RejectedException {
        return new ResponsesInbound(() -> "new").read(WireCall.of(Json.bytes(request)));
    }

    static byte[] encode(Asked asked, List<StreamEvent> events) {
        return StreamRuns.encode(asked.newStreamEncoder(), events);
    }

    /** The events on the wire, in order. */
    static List<JsonValue.Obj> sent(byte[] sse) throws FrameTooLongException, JsonSyntaxException {
        List<JsonValue.Obj> sent = new ArrayList<>();
        for (Frame frame : StreamRuns.frames(sse, Math.max(1, sse.length))) {
            JsonValue.Obj event = Json.parseObject(frame.data());
            if (!frame.event().equals(event.string("type", ""))) {
                throw new IllegalStateException("the frame is called " + frame.event() + ": "
                        + new String(frame.data(), StandardCharsets.UTF_8));
            }
            sent.add(event);
        }
        return sent;
    }
}
