package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes one event of a stream; its name is the {@code type} of its data. */
final class SseFrame {
    private SseFrame() {}

    /** An event's data with its type first. */
    static ObjectBuilder typed(String type) {
        return Json.object().put("type", type);
    }

    static byte[] of(ObjectBuilder typed) {
        JsonValue.Obj json = typed.build();
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.writeBytes(("event: " + json.string("type", "") + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(Json.bytes(json));
        out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
