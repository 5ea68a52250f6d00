package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Part;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where images and files are found: a URL, a data URL ({@code data:image/png;base64,...}, RFC 2397, read 2026-11-22),
 * or plain base64. A data URL that is not in base64 is kept as a URL.
 */
final class MediaUrl {
    private static final String BASE64 = ";base64";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"),
            Map.entry("md", "text/markdown"),
            Map.entry("csv", "text/csv"),
            Map.entry("html", "text/html"),
            Map.entry("json", "application/json"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"));

    /** What a URL holds: the bytes and their type, or the URL itself. */
    record Found(Optional<String> mimeType, Part.Source source) {}

    private MediaUrl() {}

    static Found read(String url) {
        int comma = url.indexOf(',');
        boolean inline = comma > 0
                && url.startsWith("data:")
                && url.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(BASE64);
        if (!inline) {
            return new Found(Optional.empty(), new Part.Source.Url(url));
        }
        String head = url.substring("data:".length(), comma - BASE64.length());
        Optional<String> mimeType = head.isEmpty() ? Optional.empty() : Optional.of(head);
        return new Found(mimeType, new Part.Source.Inline(url.substring(comma + 1)));
    }

    /** The bytes of a file, which some clients give as plain base64. */
    static Found file(String data) {
        return data.startsWith("data:") ? read(data) : new Found(Optional.empty(), new Part.Source.Inline(data));
    }

    static String of(String mimeType, String base64) {
        return "data:" + mimeType + BASE64 + "," + base64;
    }

    /** The type that a file's name tells. */
    static Optional<String> typeOf(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return Optional.ofNullable(TYPES.get(fileName.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }

    /** A name for a file of this type, which the protocol demands beside its bytes. */
    static String nameFor(String mimeType) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(mimeType))
                .map(entry -> "document." + entry.getKey())
                .findFirst()
                .orElse("document");
    }
}
