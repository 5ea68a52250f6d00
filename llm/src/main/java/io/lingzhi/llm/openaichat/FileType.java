package io.lingzhi.llm.openaichat;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Media types where Chat has other words for them: a file's name, a sound's format. */
final class FileType {
    private static final String PDF = "application/pdf";

    private static final Map<String, String> BY_ENDING = Map.of(
            "pdf", PDF,
            "txt", "text/plain",
            "md", "text/markdown",
            "csv", "text/csv",
            "html", "text/html",
            "json", "application/json");

    private FileType() {}

    /**
     * The type that a file's name tells by its ending; without one a PDF, the one type that the specification names.
     */
    static Optional<String> ofName(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return name.contains(".") ? Optional.ofNullable(BY_ENDING.get(ending)) : Optional.of(PDF);
    }

    /** A name for a file of this type. */
    static String nameOf(String mimeType) {
        return BY_ENDING.entrySet().stream()
                .filter(known -> known.getValue().equals(mimeType))
                .findFirst()
                .map(known -> "document." + known.getKey())
                .orElse("document");
    }

    static String ofAudio(String format) {
        return "audio/" + (format.equals("mp3") ? "mpeg" : format);
    }

    /** The format of a sound of this type; what is no sound's type counts as {@code wav}. */
    static String audioFormat(String mimeType) {
        return switch (mimeType) {
            case "audio/mpeg", "audio/mp3" -> "mp3";
            case "audio/x-wav", "audio/wave", "audio/vnd.wave" -> "wav";
            default -> mimeType.startsWith("audio/") ? mimeType.substring("audio/".length()) : "wav";
        };
    }
}
