package io.lingzhi.bench.wire;

import java.util.Locale;

/** How the cheap upstream answers. The first segment of a call's path names it, so no body need be read. */
public enum Manner {
    /** A whole answer of about 1 KB, at once. */
    JSON,
    /** {@link #FLAT_CHUNKS} chunks, as fast as they go. */
    FLAT,
    /** About 50 MB of chunks, as fast as they go. */
    BULK,
    /** A chunk each 100 ms until the upstream is told to end. */
    PACED,
    /** A chunk each 15 s until the upstream is told to end. */
    IDLE;

    /** Chunks of a {@link #FLAT} stream. */
    public static final int FLAT_CHUNKS = 100;

    /** Chunks of a {@link #BULK} stream. */
    public static final int BULK_CHUNKS = 220_000;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean streamed() {
        return this != JSON;
    }

    /** The manner that a path begins with; {@link #JSON} where it names none. */
    public static Manner ofPath(String path) {
        for (Manner manner : values()) {
            if (path.startsWith(manner.word() + "/", 1)) {
                return manner;
            }
        }
        return JSON;
    }
}
