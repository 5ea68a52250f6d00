package io.lingzhi.assistant.knowledge.document;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A format that can be read, told by a file's extension or its media type. */
public enum Format {
    TEXT("txt text log", "text/plain"),
    MARKDOWN("md markdown", "text/markdown"),
    HTML("html htm xhtml", "text/html"),
    PDF("pdf", "application/pdf"),
    DOCX("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    /** Separated by spaces, the usual one first. */
    private final String extensions;

    private final String mediaType;

    Format(String extensions, String mediaType) {
        this.extensions = extensions;
        this.mediaType = mediaType;
    }

    /** Its word in JSON, such as {@code pdf}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its first extension. */
    public String extension() {
        return extensions.split(" ")[0];
    }

    public static Optional<Format> ofWord(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equalsIgnoreCase(word) || format.reads(lower(word)))
                .findFirst();
    }

    /** By the extension of a file's name. */
    public static Optional<Format> ofName(String name) {
        String extension = lower(name.substring(name.lastIndexOf('.') + 1));
        return Arrays.stream(values()).filter(format -> format.reads(extension)).findFirst();
    }

    /** By a media type, its parameters ignored. */
    public static Optional<Format> ofMediaType(String type) {
        String bare = lower(type.split(";", 2)[0].strip());
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(bare) || (format == HTML && bare.endsWith("xhtml+xml")))
                .findFirst();
    }

    private boolean reads(String extension) {
        return List.of(extensions.split(" ")).contains(extension);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
