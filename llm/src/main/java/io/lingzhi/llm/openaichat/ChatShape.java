package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.protocol.Shape;
import java.util.Map;

/** What is read or carried of a Chat request. */
final class ChatShape {
    private static final Shape PART = Shape.byType(Map.of(
            "text", Shape.of("type", "text", CacheControl.NAME),
            "refusal", Shape.of("type", "refusal", CacheControl.NAME),
            "image_url", Shape.of("type", CacheControl.NAME).with("image_url", Shape.of("url", "detail")),
            "input_audio", Shape.of("type", CacheControl.NAME).with("input_audio", Shape.of("data", "format")),
            "video_url", Shape.of("type", CacheControl.NAME).with("video_url", Shape.of("url")),
            "file", Shape.of("type", CacheControl.NAME).with("file", Shape.of("file_id", "filename", "file_data"))));

    private static final Shape FUNCTION_CALL = Shape.of("name", "arguments");
    private static final Shape SIGNED = Shape.of().with("google", Shape.of("thought_signature")); // see CallSignature
    private static final Shape CALL = Shape.of("id", "type", "index")
            .with("extra_content", SIGNED)
            .with("function", FUNCTION_CALL)
            .with("custom", Shape.of("name", "input"));

    private static final Shape MESSAGE =
            Shape.ANY.with("content", PART).with("tool_calls", calls()).with("function_call", FUNCTION_CALL);

    private static final Shape FUNCTION = Shape.of("name", "description", "parameters", "strict", CacheControl.NAME);
    private static final Shape TOOL = Shape.of("type", CacheControl.NAME)
            .with("function", FUNCTION)
            .with("custom", Shape.of("name", "description", "format"));

    static final Shape REQUEST = Shape.ANY
            .with("messages", MESSAGE)
            .with("tools", Shape.byType(Map.of("", TOOL, "function", TOOL, "custom", TOOL)))
            .with("functions", FUNCTION);

    private ChatShape() {}

    private static Shape calls() {
        return Shape.byType(Map.of("", CALL, "function", CALL, "custom", CALL));
    }
}
