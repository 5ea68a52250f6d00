package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.Optional;
import java.util.regex.Pattern;

/** Media: {@code inlineData} holds the bytes, {@code fileData} names a file that Google can read. */
final class GeminiMedia {
    /** What Google reads from an address by itself: its own storage, its file service, and videos of YouTube. */
    private static final Pattern GOOGLE = Pattern.compile("gs://.*"
            + "|https://generativelanguage\\.googleapis\\.com/.*"
            + "|https://(www\\.)?youtube\\.com/.*|https://youtu\\.be/.*");

    /** How a PDF begins, in base64. */
    private static final String PDF = "JVBERi";

    private GeminiMedia() {}

    static Part.Media inline(RequestObject data) throws RejectedException {
        Optional<String> mimeType = data.text("mimeType");
        return new Part.Media(
                kind(mimeType),
                mimeType,
                new Part.Source.Inline(data.requiredText("data")),
                data.text("displayName"),
                Optional.empty());
    }

    static Part.Media file(RequestObject file) throws RejectedException {
        Optional<String> mimeType = file.text("mimeType");
        String uri = file.requiredText("fileUri");
        Part.Source source = uri.contains("://") ? new Part.Source.Url(uri) : new Part.Source.FileId(uri);
        return new Part.Media(kind(mimeType), mimeType, source, file.text("displayName"), Optional.empty());
    }

    /** The part that says it; empty where the bytes stand at an address that Google does not read, or have no type. */
    static Optional<JsonValue.Obj> encode(Part.Media media) {
        return switch (media.source()) {
            case Part.Source.Inline(String base64) -> type(media, base64).map(type -> inline(type, base64));
            case Part.Source.FileId(String id) -> Optional.of(file(media, id));
            case Part.Source.Url(String url) ->
                GOOGLE.matcher(url).matches() ? Optional.of(file(media, url)) : Optional.empty();
        };
    }

    private static JsonValue.Obj inline(String mimeType, String base64) {
        JsonValue data =
                Json.object().put("mimeType", mimeType).put("data", base64).build();
        return Json.object().put("inlineData", data).build();
    }

    private static JsonValue.Obj file(Part.Media media, String uri) {
        JsonValue data = Json.object()
                .putIfPresent("mimeType", media.mimeType())
                .put("fileUri", uri)
                .build();
        return Json.object().put("fileData", data).build();
    }

    private static Part.Media.Kind kind(Optional<String> mimeType) {
        String type = mimeType.orElse("");
        if (type.startsWith("image/")) {
            return Part.Media.Kind.IMAGE;
        }
        if (type.startsWith("audio/")) {
            return Part.Media.Kind.AUDIO;
        }
        return type.startsWith("video/") ? Part.Media.Kind.VIDEO : Part.Media.Kind.DOCUMENT;
    }

    /** The type, which Gemini demands; where the request names none, the usual one, and of documents only PDF's. */
    private static Optional<String> type(Part.Media media, String base64) {
        return media.mimeType().or(() -> switch (media.kind()) {
            case IMAGE -> Optional.of("image/png");
            case AUDIO -> Optional.of("audio/mpeg");
            case VIDEO -> Optional.of("video/mp4");
            case DOCUMENT -> base64.startsWith(PDF) ? Optional.of("application/pdf") : Optional.empty();
        });
    }
}
