package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.protocol.Shape;
import java.util.Map;

/** What is read or carried of a Messages request: all but members of where a medium is found. */
final class MessagesShape {
    private static final Shape MEDIUM = Shape.ANY.with(
            "source",
            Shape.byType(Map.of(
                    "base64", Shape.of("type", "media_type", "data"),
                    "text", Shape.of("type", "media_type", "data"),
                    "url", Shape.of("type", "url"),
                    "file", Shape.of("type", "file_id"))));
    private static final Shape INNER = Shape.byType(Map.of("image", MEDIUM, "document", MEDIUM));
    private static final Shape BLOCK = Shape.byType(Map.of(
            "image", MEDIUM,
            "document", MEDIUM,
            "tool_result", Shape.ANY.with("content", INNER)));

    static final Shape REQUEST = Shape.ANY.with("messages", Shape.ANY.with("content", BLOCK));

    private MessagesShape() {}
}
