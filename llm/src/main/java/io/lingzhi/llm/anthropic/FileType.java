package io.lingzhi.llm.anthropic;

import java.util.Map;
import java.util.Set;

/** Tells what bytes in base64 are by how they begin, and which types are text. */
final class FileType {
    private static final Map<String, String> BEGINNINGS = Map.of(
            "iVBORw0KGgo", "image/png",
            "/9j/", "image/jpeg",
            "R0lGOD", "image/gif",
            "UklGR", "image/webp",
            "JVBERi", "application/pdf");

    private static final Set<String> TEXTS =
            Set.of("application/json", "application/xml", "application/yaml", "application/x-yaml", "application/toml");

    private FileType() {}

    /** The MIME type, or {@code application/octet-stream}. */
    static String of(String base64) {
        return BEGINNINGS.entrySet().stream()
                .filter(entry -> base64.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("application/octet-stream");
    }

    static boolean isText(String mimeType) {
        return mimeType.startsWith("text/") || TEXTS.contains(mimeType);
    }
}
