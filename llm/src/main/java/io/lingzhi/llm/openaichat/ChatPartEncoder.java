package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.Map;
import java.util.Optional;

/** Writes the parts that can stand in a Chat message's content. */
final class ChatPartEncoder {
    private static final Map<String, String> FILE_NAMES =
            Map.of("application/pdf", "document.pdf", "text/plain", "document.txt", "text/markdown", "document.md");

    private ChatPartEncoder() {}

    /** Whether {@link #part} has a form for it. */
    static boolean sayable(Part part) {
        return switch (part) {
            case Part.Text ignored -> true;
            case Part.Media ignored -> true;
            case Part.Refusal ignored -> true;
            case Part.Opaque(Protocol protocol, JsonValue ignored) -> protocol == Protocol.OPENAI_CHAT;
            case Part.CacheMark ignored -> false;
            case Part.Thinking ignored -> false;
            case Part.ToolCall ignored -> false;
            case Part.ToolResult ignored -> false;
        };
    }

    static JsonValue part(Part part) {
        return switch (part) {
            case Part.Text(String text, _) -> typed("text", JsonValue.of(text));
            case Part.Refusal(String text) -> typed("refusal", JsonValue.of(text));
            case Part.Media media -> media(media);
            case Part.Opaque(Protocol ignored, JsonValue json) -> json;
            case Part.CacheMark ignored -> throw new IllegalArgumentException("a cache mark is no content");
            case Part.Thinking ignored -> throw new IllegalArgumentException("thinking is no content");
            case Part.ToolCall ignored -> throw new IllegalArgumentException("a tool call is no content");
            case Part.ToolResult ignored -> throw new IllegalArgumentException("a tool result is no content");
        };
    }

    /** Name and arguments of a call; a call without arguments says {@code {}}, since clients parse the text. */
    static JsonValue function(Part.ToolCall call) {
        String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
        return Json.object()
                .put("name", call.name())
                .put("arguments", arguments)
                .build();
    }

    private static JsonValue media(Part.Media media) {
        String mimeType = media.mimeType().orElse("");
        return switch (media.source()) {
            case Part.Source.FileId(String id) ->
                typed("file", Json.object().put("file_id", id).build());
            case Part.Source.Url(String url) -> isImage(mimeType) ? image(url) : file(mimeType, url);
            case Part.Source.Inline(String base64) -> inline(mimeType, base64);
        };
    }

    private static JsonValue inline(String mimeType, String base64) {
        if (mimeType.startsWith("audio/")) {
            String format = mimeType.equals("audio/mpeg") ? "mp3" : mimeType.substring("audio/".length());
            return typed(
                    "input_audio",
                    Json.object().put("data", base64).put("format", format).build());
        }
        if (isImage(mimeType)) {
            return image(DataUrl.of(mimeType.isEmpty() ? "image/png" : mimeType, base64));
        }
        return file(mimeType, DataUrl.of(mimeType, base64));
    }

    /** A source without a type is taken for an image, the only part of Chat that has no type of its own. */
    private static boolean isImage(String mimeType) {
        return mimeType.isEmpty() || mimeType.startsWith("image/");
    }

    private static JsonValue image(String url) {
        return typed("image_url", Json.object().put("url", url).build());
    }

    private static JsonValue file(String mimeType, String bytes) {
        String name = Optional.ofNullable(FILE_NAMES.get(mimeType)).orElse("document");
        return typed(
                "file",
                Json.object().put("filename", name).put("file_data", bytes).build());
    }

    private static JsonValue typed(String type, JsonValue value) {
        return Json.object().put("type", type).put(type, value).build();
    }
}
