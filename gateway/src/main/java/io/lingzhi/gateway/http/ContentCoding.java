package io.lingzhi.gateway.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * How a request's body may be packed: the values of {@code Content-Encoding} that are understood. Sources: RFC 9110
 * section 8.4.1, RFC 8878, RFC 9659 (the window of zstd), read 2026-11-23.
 *
 * <p>Unpacking works and waits for nobody, but may take many milliseconds: it does not belong on an event loop.
 */
enum ContentCoding {
    IDENTITY {
        @Override
        byte[] unpack(byte[] packed, int maxBytes) {
            return packed;
        }
    },
    GZIP {
        @Override
        byte[] unpack(byte[] packed, int maxBytes) throws IOException {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                return in.readNBytes(maxBytes);
            }
        }
    },
    /** The zlib form as the RFC says, or bare deflate data, which many senders mean. */
    DEFLATE {
        @Override
        byte[] unpack(byte[] packed, int maxBytes) throws IOException {
            Inflater inflater = new Inflater(!isZlib(packed));
            try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed), inflater)) {
                return in.readNBytes(maxBytes);
            } finally {
                inflater.end();
            }
        }
    },
    ZSTD {
        @Override
        byte[] unpack(byte[] packed, int maxBytes) throws IOException {
            try (InputStream in =
                    new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(packed)).setLongMax(ZSTD_WINDOW)) {
                return in.readNBytes(maxBytes);
            }
        }
    };

    /** What a client is told that sent something else. */
    static final String SUPPORTED = "gzip, deflate, zstd and identity";

    /** The largest window, as a power of two, that a sender of HTTP content may use: 8 MiB. */
    private static final int ZSTD_WINDOW = 23;

    /** The coding that this header names; empty for one that is unknown, and for several upon one another. */
    static Optional<ContentCoding> of(String header) {
        if (header.isEmpty()) {
            return Optional.of(IDENTITY);
        }
        List<String> names = List.of(header.toLowerCase(Locale.ROOT).split(",", -1)).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !name.equals("identity"))
                .toList();
        if (names.isEmpty()) {
            return Optional.of(IDENTITY);
        }
        return names.size() > 1 ? Optional.empty() : named(names.getFirst());
    }

    private static Optional<ContentCoding> named(String name) {
        return switch (name) {
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "deflate" -> Optional.of(DEFLATE);
            case "zstd" -> Optional.of(ZSTD);
            default -> Optional.empty();
        };
    }

    /** The content, or as much of its beginning as {@code maxBytes}. */
    abstract byte[] unpack(byte[] packed, int maxBytes) throws IOException;

    /** A zlib header: method 8, and a check that makes the first two bytes a multiple of 31 (RFC 1950, 2.2). */
    private static boolean isZlib(byte[] packed) {
        return packed.length >= 2
                && (packed[0] & 0x0f) == 8
                && (((packed[0] & 0xff) << 8) + (packed[1] & 0xff)) % 31 == 0;
    }
}
