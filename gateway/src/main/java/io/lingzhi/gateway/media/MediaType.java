package io.lingzhi.gateway.media;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What bytes are, told by how they begin. Signatures: WHATWG MIME Sniffing, section 6.1
 * (https://mimesniff.spec.whatwg.org/), read 2026-11-25; TIFF 6.0; ISO/IEC 14496-12 for the brands of HEIF and AVIF.
 */
final class MediaType {
    static final String PDF = "application/pdf";

    /** What servers say that do not know. */
    private static final Set<String> UNTOLD =
            Set.of("", "application/octet-stream", "binary/octet-stream", "application/x-download");

    private record Beginning(int at, String bytes, String type) {}

    private static final List<Beginning> BEGINNINGS = List.of(
            new Beginning(0, "\u0089PNG\r\n\u001a\n", "image/png"),
            new Beginning(0, "\u00ff\u00d8\u00ff", "image/jpeg"),
            new Beginning(0, "GIF87a", "image/gif"),
            new Beginning(0, "GIF89a", "image/gif"),
            new Beginning(8, "WEBP", "image/webp"),
            new Beginning(0, "BM", "image/bmp"),
            new Beginning(0, "II*\0", "image/tiff"),
            new Beginning(0, "MM\0*", "image/tiff"),
            new Beginning(4, "ftypheic", "image/heic"),
            new Beginning(4, "ftypheix", "image/heic"),
            new Beginning(4, "ftypmif1", "image/heif"),
            new Beginning(4, "ftypavif", "image/avif"),
            new Beginning(0, "%PDF-", PDF));

    private MediaType() {}

    /** Whether a server's {@code content-type} may stand for an image or a PDF. */
    static boolean mayBe(String contentType) {
        String type = contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        return type.startsWith("image/") || type.equals(PDF) || UNTOLD.contains(type);
    }

    /** The MIME type of an image or a PDF; empty for anything else. */
    static Optional<String> of(byte[] bytes) {
        return BEGINNINGS.stream()
                .filter(beginning -> holds(bytes, beginning))
                .map(Beginning::type)
                .findFirst();
    }

    private static boolean holds(byte[] bytes, Beginning beginning) {
        byte[] wanted = beginning.bytes().getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < beginning.at() + wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[beginning.at() + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
