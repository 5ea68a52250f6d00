package io.lingzhi.llm;

import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Optional;

/** One piece of a message. */
public sealed interface Part {

    /** @param citations where it comes from, in an answer; none in a request */
    record Text(String text, List<Citation> citations) implements Part {
        public Text {
            citations = List.copyOf(citations);
        }

        public Text(String text) {
            this(text, List.of());
        }
    }

    /**
     * An image, a sound, a video or a document.
     *
     * @param mimeType absent when the source alone tells it
     * @param name the file's name, where the protocol has a place for it
     * @param detail how closely to look, in the words of OpenAI: {@code auto}, {@code low}, {@code high}
     */
    record Media(Kind kind, Optional<String> mimeType, Source source, Optional<String> name, Optional<String> detail)
            implements Part {
        /** What a medium is for the model that takes it in. */
        public enum Kind {
            IMAGE,
            AUDIO,
            VIDEO,
            DOCUMENT
        }

        /** A medium without a name or a wish for detail. */
        public Media(Kind kind, Optional<String> mimeType, Source source) {
            this(kind, mimeType, source, Optional.empty(), Optional.empty());
        }
    }

    /**
     * What a model thought before it answered. The text may be empty where only the signature matters: a thought that
     * is shown to nobody, or the signature that a following tool call must be sent back with.
     */
    record Thinking(String text, Optional<Signature> signature) implements Part {}

    /**
     * A call that the model asks for.
     *
     * @param arguments JSON text as the model wrote it, possibly malformed; for a custom tool, its free text
     */
    record ToolCall(String id, String name, String arguments) implements Part {}

    /** What a tool answered to the call {@code callId}. */
    record ToolResult(String callId, List<Part> content, boolean error) implements Part {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    record Refusal(String text) implements Part {}

    /** A wish to cache everything up to here; {@code ttl} such as {@code 5m} or {@code 1h}. Says nothing by itself. */
    record CacheMark(Optional<String> ttl) implements Part {}

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
