package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.Part.Media.Kind;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads images and documents. A source that the vocabulary cannot say gives nothing; the block is carried as it is. */
final class MediaDecoder {
    private MediaDecoder() {}

    static Optional<Part> image(RequestObject block) throws RejectedException {
        return media(Kind.IMAGE, block);
    }

    static Optional<Part> document(RequestObject block) throws RejectedException {
        return media(Kind.DOCUMENT, block);
    }

    private static Optional<Part> media(Kind kind, RequestObject block) throws RejectedException {
        RequestObject source = block.requiredObject("source");
        Optional<String> name = kind == Kind.DOCUMENT ? block.text("title") : Optional.empty();
        Optional<String> mimeType = source.text("media_type");
        Optional<Part.Source> found = switch (source.requiredText("type")) {
            case "base64" -> Optional.of(new Part.Source.Inline(source.requiredText("data")));
            case "text" -> Optional.of(inBase64(source.requiredText("data")));
            case "url" -> Optional.of(new Part.Source.Url(source.requiredText("url")));
            case "file" -> Optional.of(new Part.Source.FileId(source.requiredText("file_id")));
            default -> Optional.empty();
        };
        boolean text = source.json().string("type", "").equals("text");
        Optional<String> told = text ? mimeType.or(() -> Optional.of("text/plain")) : mimeType;
        return found.map(where -> new Part.Media(kind, told, where, name, Optional.empty()));
    }

    private static Part.Source inBase64(String text) {
        return new Part.Source.Inline(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }
}
