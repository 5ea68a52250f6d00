package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.StreamEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Writes the events of one answer as frames whose name is their type. Used by one thread at a time. */
final class ResponsesStreamEncoder implements StreamEncoder {
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(512);
    private final AnswerWriter writer;

    ResponsesStreamEncoder(JsonValue.Obj request, DeclaredTools tools, Supplier<String> newIds) {
        this.writer = new AnswerWriter(request, tools, newIds, event -> pending.writeBytes(frame(event)));
    }

    @Override
    public byte[] encode(StreamEvent event) {
        pending.reset();
        writer.accept(event);
        return pending.toByteArray();
    }

    @Override
    public void caughtUp() {
        writer.settle();
    }

    static byte[] frame(JsonValue.Obj event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.writeBytes(("event: " + event.string("type", "") + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(Json.bytes(event));
        out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
