package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.Part.Media.Kind;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.ObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Writes images and documents. For anything else a note stands in, so that the model knows what it was not given. */
final class MediaEncoder {
    private static final String PDF = "application/pdf";

    private final Betas betas;
    private final Losses losses;

    MediaEncoder(Betas betas, Losses losses) {
        this.betas = betas;
        this.losses = losses;
    }

    ObjectBuilder encode(Part.Media media, String path) {
        losses.addIf(media.detail().filter(detail -> !detail.equals("auto")).isPresent(), path, "no wish for detail");
        Optional<ObjectBuilder> source = switch (media.kind()) {
            case IMAGE -> source(media, "image/");
            case DOCUMENT -> source(media, PDF);
            case AUDIO, VIDEO -> Optional.empty();
        };
        if (source.isEmpty()) {
            losses.add(path, "no such medium; a note stands in for it");
            return note(media);
        }
        ObjectBuilder block = Json.object()
                .put("type", media.kind() == Kind.IMAGE ? "image" : "document")
                .put("source", source.get().build());
        return media.kind() == Kind.DOCUMENT ? block.putIfPresent("title", media.name()) : block;
    }

    private Optional<ObjectBuilder> source(Part.Media media, String accepted) {
        return switch (media.source()) {
            case Part.Source.Url(String url) ->
                Optional.of(Json.object().put("type", "url").put("url", url));
            case Part.Source.FileId(String id) -> file(id);
            case Part.Source.Inline(String base64) -> inline(media, base64, accepted);
        };
    }

    /** A file of this protocol's; those of others are known by their ids. */
    private Optional<ObjectBuilder> file(String id) {
        if (!id.startsWith("file_")) {
            return Optional.empty();
        }
        betas.need(Betas.FILES);
        return Optional.of(Json.object().put("type", "file").put("file_id", id));
    }

    private static Optional<ObjectBuilder> inline(Part.Media media, String base64, String accepted) {
        String mimeType = media.mimeType().orElseGet(() -> FileType.of(base64)).replace("image/jpg", "image/jpeg");
        if (mimeType.startsWith(accepted)) {
            return Optional.of(Json.object()
                    .put("type", "base64")
                    .put("media_type", mimeType)
                    .put("data", base64));
        }
        return media.kind() == Kind.DOCUMENT && FileType.isText(mimeType) ? text(base64) : Optional.empty();
    }

    private static Optional<ObjectBuilder> text(String base64) {
        try {
            String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            return Optional.of(Json.object()
                    .put("type", "text")
                    .put("media_type", "text/plain")
                    .put("data", text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ObjectBuilder note(Part.Media media) {
        String kind = switch (media.kind()) {
            case IMAGE -> "image";
            case AUDIO -> "audio";
            case VIDEO -> "video";
            case DOCUMENT -> "document";
        };
        String type = media.mimeType().map(mimeType -> " (" + mimeType + ")").orElse("");
        return Json.object().put("type", "text").put("text", "[" + kind + type + " omitted: unsupported by upstream]");
    }
}
