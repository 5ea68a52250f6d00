package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import java.util.Optional;
import java.util.Set;

/** Writes media as content parts; what has no form is a loss. */
final class ChatMediaEncoder {
    private static final Set<String> DETAILS = Set.of("low", "high", "auto");
    private static final JsonValue NOTE = Json.object()
            .put("type", "text")
            .put("text", "[image omitted: unsupported by upstream]")
            .build();

    private ChatMediaEncoder() {}

    static Optional<JsonValue> encode(Part.Media media, String place, Target target) {
        if (media.kind() == Part.Media.Kind.IMAGE && target.has(Quirk.NO_IMAGES)) {
            target.lose(place, "the model reads no images; a note stands in");
            return Optional.of(NOTE);
        }
        Optional<JsonValue> written = switch (media.kind()) {
            case IMAGE ->
                url(media, "image/png").map(url -> urlPart("image_url", url, detail(media.detail(), place, target)));
            case AUDIO -> audio(media);
            case VIDEO ->
                target.has(Quirk.VIDEO_URL)
                        ? url(media, "video/mp4").map(url -> urlPart("video_url", url, Optional.empty()))
                        : Optional.empty();
            case DOCUMENT -> Optional.of(document(media));
        };
        if (written.isEmpty()) {
            target.lose(place, "no form for " + describe(media));
        }
        return written;
    }

    private static String describe(Part.Media media) {
        String kind = switch (media.kind()) {
            case IMAGE -> "an image";
            case AUDIO -> "a sound";
            case VIDEO -> "a video";
            case DOCUMENT -> "a document";
        };
        return switch (media.source()) {
            case Part.Source.Inline ignored -> kind;
            case Part.Source.Url ignored -> kind + " by its URL";
            case Part.Source.FileId ignored -> kind + " by its file id";
        };
    }

    /** The URL of what has one, or holds the bytes. */
    private static Optional<String> url(Part.Media media, String typeWithout) {
        return switch (media.source()) {
            case Part.Source.Url(String url) -> Optional.of(url);
            case Part.Source.Inline(String base64) ->
                Optional.of(DataUrl.of(media.mimeType().orElse(typeWithout), base64));
            case Part.Source.FileId ignored -> Optional.empty();
        };
    }

    /** {@code original}, as closely as can be, is a newer word than this protocol's; others are no words of it. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // said or not
    private static Optional<String> detail(Optional<String> wish, String place, Target target) {
        Optional<String> word = wish.map(asked -> asked.equals("original") ? "high" : asked);
        Optional<String> known = word.filter(DETAILS::contains);
        if (known.isEmpty() && word.isPresent()) {
            target.lose(place + ".detail", "no such word");
        }
        return known;
    }

    private static JsonValue urlPart(String type, String url, Optional<String> detail) {
        return typed(type, Json.object().put("url", url).putIfPresent("detail", detail));
    }

    private static Optional<JsonValue> audio(Part.Media media) {
        if (!(media.source() instanceof Part.Source.Inline(String base64))) {
            return Optional.empty();
        }
        String format = FileType.audioFormat(media.mimeType().orElse(""));
        return Optional.of(
                typed("input_audio", Json.object().put("data", base64).put("format", format)));
    }

    private static JsonValue document(Part.Media media) {
        String mimeType = media.mimeType().orElse("application/pdf");
        String name = media.name().orElseGet(() -> FileType.nameOf(mimeType));
        ObjectBuilder file = switch (media.source()) {
            case Part.Source.FileId(String id) ->
                Json.object().put("file_id", id).putIfPresent("filename", media.name());
            case Part.Source.Url(String url) -> named(name).put("file_data", url);
            case Part.Source.Inline(String base64) -> named(name).put("file_data", DataUrl.of(mimeType, base64));
        };
        return typed("file", file);
    }

    private static ObjectBuilder named(String name) {
        return Json.object().put("filename", name);
    }

    private static JsonValue typed(String type, ObjectBuilder value) {
        return Json.object().put("type", type).put(type, value.build()).build();
    }
}
