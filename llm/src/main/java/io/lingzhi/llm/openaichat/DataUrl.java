package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Part;
import java.util.Locale;
import java.util.Optional;

/**
 * URLs that may hold the bytes themselves: {@code data:image/png;base64,...} (RFC 2397, read 2026-11-22). A data URL
 * that is not in base64 is kept as a URL.
 */
final class DataUrl {
    private static final String BASE64 = ";base64";

    private DataUrl() {}

    static boolean isUrl(String text) {
        return text.startsWith("data:") || text.startsWith("http://") || text.startsWith("https://");
    }

    /** What the URL points to. */
    static Part.Media media(Part.Media.Kind kind, String url, Optional<String> name, Optional<String> detail) {
        int comma = url.indexOf(',');
        boolean inline = comma > 0
                && url.startsWith("data:")
                && url.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(BASE64);
        if (!inline) {
            return new Part.Media(kind, Optional.empty(), new Part.Source.Url(url), name, detail);
        }
        String head = url.substring("data:".length(), comma - BASE64.length());
        Optional<String> mimeType = head.isEmpty() ? Optional.empty() : Optional.of(head);
        return new Part.Media(kind, mimeType, new Part.Source.Inline(url.substring(comma + 1)), name, detail);
    }

    static String of(String mimeType, String base64) {
        return "data:" + mimeType + BASE64 + "," + base64;
    }
}
