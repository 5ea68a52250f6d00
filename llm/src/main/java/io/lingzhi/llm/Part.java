package io.lingzhi.llm;

import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Optional;

/** One piece of a message. */
public sealed interface Part {

    record Text(String text) implements Part {}

    /** An image, a sound, a video or a document. {@code mimeType} is empty when the source alone tells it. */
    record Media(Optional<String> mimeType, Source source) implements Part {}

    /** What a model thought before it answered; the signature belongs to the upstream that made it. */
    record Thinking(String text, Optional<String> signature) implements Part {}

    /** A call that the model asks for. {@code arguments} is JSON text as the model wrote it, possibly malformed. */
    record ToolCall(String id, String name, String arguments) implements Part {}

    /** What a tool answered to the call {@code callId}. */
    record ToolResult(String callId, List<Part> content, boolean error) implements Part {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    record Refusal(String text) implements Part {}

    /** A piece that only {@code protocol} can say; it is carried back to that protocol and to no other. */
    record Opaque(Protocol protocol, JsonValue json) implements Part {}

    /** Where a {@link Media} is found. */
    sealed interface Source {
        /** The bytes themselves, in base64 (RFC 4648, section 4). */
        record Inline(String base64) implements Source {}

        record Url(String url) implements Source {}

        /** A file that was uploaded to the provider before. */
        record FileId(String id) implements Source {}
    }
}
