package io.lingzhi.llm.gemini;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** How the chunks of one stream follow each other: as server-sent events, or as items of one JSON array. */
final class ChunkFraming {
    private static final byte[] NONE = {};

    private final boolean array;
    private boolean begun;

    ChunkFraming(boolean array) {
        this.array = array;
    }

    /** One server-sent event. */
    static byte[] sse(JsonValue.Obj chunk) {
        return joined("data: ", chunk, "\n\n");
    }

    byte[] chunk(JsonValue.Obj chunk) {
        if (!array) {
            return sse(chunk);
        }
        String before = begun ? "\n,\r\n" : "[";
        begun = true;
        return joined(before, chunk, "");
    }

    /** What ends the stream after its last chunk. */
    byte[] end() {
        if (!array) {
            return NONE;
        }
        return (begun ? "\n]\n" : "[]\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(String before, JsonValue.Obj chunk, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(Json.bytes(chunk));
        out.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
