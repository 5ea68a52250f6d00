package io.lingzhi.bench.suite;

import io.lingzhi.bench.load.Job.Expected;
import io.lingzhi.bench.load.Job.Tempo;
import io.lingzhi.bench.wire.Manner;

/**
 * What kind of load a case is.
 *
 * @param name as on the command line and in results
 * @param settle how long the load runs before it is measured
 * @param least the shortest time over which it is measured; both in seconds
 */
record Shape(String name, Manner manner, int bodyBytes, Tempo tempo, double settle, double least) {
    private static final int MARKS_OF_WHOLE = 2;

    /** Whether figures are of one chunk, and not of one request. */
    boolean byChunk() {
        return manner.streamed();
    }

    /** Whether the upstream holds its streams open until it is told to end them. */
    boolean held() {
        return manner == Manner.PACED || manner == Manner.IDLE;
    }

    Expected expected() {
        return switch (manner) {
            case JSON -> new Expected(MARKS_OF_WHOLE, false);
            case FLAT -> new Expected(Manner.FLAT_CHUNKS, true);
            case BULK -> new Expected(Manner.BULK_CHUNKS, true);
            case PACED, IDLE -> new Expected(0, true);
        };
    }
}
