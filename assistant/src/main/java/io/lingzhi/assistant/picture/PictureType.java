package io.lingzhi.assistant.picture;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The types of pictures that models take, told by their first bytes. */
enum PictureType {
    PNG("image/png", "\u0089PNG\r\n\u001a\n", ""),
    JPEG("image/jpeg", "\u00ff\u00d8\u00ff", ""),
    GIF("image/gif", "GIF8", ""),
    /** Four bytes of its length stand between. */
    WEBP("image/webp", "RIFF", "WEBP");

    private static final int LENGTH = 4;

    private final String mimeType;
    private final String first;
    private final String behindLength;

    PictureType(String mimeType, String first, String behindLength) {
        this.mimeType = mimeType;
        this.first = first;
        this.behindLength = behindLength;
    }

    String mimeType() {
        return mimeType;
    }

    static Optional<PictureType> of(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
        return Stream.of(values()).filter(type -> type.begins(head)).findFirst();
    }

    private boolean begins(String head) {
        return head.startsWith(first) && head.startsWith(behindLength, behindLength.isEmpty() ? 0 : LENGTH + LENGTH);
    }
}
