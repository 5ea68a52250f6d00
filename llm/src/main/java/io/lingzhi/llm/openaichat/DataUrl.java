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

    /** What the URL of an image points to. */
    static Part.Media media(String url) {
        int comma = url.indexOf(',');
        boolean inline = comma > 0
                && url.startsWith("data:")
                && url.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(BASE64);
        if (!inline) {
            return new Part.Media(Part.Media.Kind.IMAGE, Optional.empty(), new Part.Source.Url(url));
        }
        String head = url.substring("data:".length(), comma - BASE64.length());
        Optional<String> mimeType = head.isEmpty() ? Optional.empty() : Optional.of(head);
        return new Part.Media(Part.Media.Kind.IMAGE, mimeType, new Part.Source.Inline(url.substring(comma + 1)));
    }

    /** What the URL of a document points to; without a type it is taken for a PDF, the one type that Chat names. */
    static Part.Media file(String url) {
        Part.Media media = media(url);
        return new Part.Media(
                Part.Media.Kind.DOCUMENT, media.mimeType().or(() -> Optional.of("application/pdf")), media.source());
    }

    static String of(String mimeType, String base64) {
        return "data:" + mimeType + BASE64 + "," + base64;
    }
}
