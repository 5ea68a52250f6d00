package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.StreamEncoder;
import java.util.function.Supplier;

/** Writes the events of one answer as frames whose name is their type. Used by one thread at a time. */
final class ResponsesStreamEncoder implements StreamEncoder {
    private final EventFrames frames = new EventFrames();
    private final AnswerWriter writer;

    ResponsesStreamEncoder(JsonValue.Obj request, DeclaredTools tools, Supplier<String> newIds) {
        this.writer = new AnswerWriter(request, tools, newIds, frames);
    }

    @Override
    public byte[] encode(StreamEvent event) {
        writer.accept(event);
        return frames.taken();
    }

    @Override
    public void caughtUp() {
        writer.settle();
        frames.taken(); // the client had these ends, too
    }
}
