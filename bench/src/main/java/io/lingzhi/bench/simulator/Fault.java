package io.lingzhi.bench.simulator;

import java.util.Map;
import java.util.Optional;

/** What goes wrong in one answer. Counts of frames leave comments out; the first frame is number 1. */
sealed interface Fault {

    /** Nothing goes wrong. */
    record None() implements Fault {}

    /**
     * An error answer instead of the real one.
     *
     * @param code what the error calls itself; empty for what is usual with the status
     */
    record Status(int status, Map<String, String> headers, Optional<String> code) implements Fault {
        public Status {
            headers = Map.copyOf(headers);
        }
    }

    /** Nothing more is sent from this place on; the connection stays open. */
    record Stall(Place place) implements Fault {}

    /** The connection is closed in good order after so many bytes of the body. */
    record Cut(int bytes) implements Fault {}

    /** The connection is closed in good order at this place. */
    record CutAfter(Place place) implements Fault {}

    /** The connection is reset (TCP RST) before anything is sent. */
    record ResetAtOnce() implements Fault {}

    /** The connection is reset (TCP RST) at this place. */
    record Reset(Place place) implements Fault {}

    /** The last frame before this place is half a JSON text. */
    record Malformed(Place place) implements Fault {}

    /** An error frame stands at this place, and the stream ends without its closing frames. */
    record ErrorFrame(Place place) implements Fault {}

    /** The stream ends in good order, but its finish reason, usage and last frame are missing. */
    record NoDone() implements Fault {}

    /** The stream ends in good order, but its last frame is missing. */
    record NoLast() implements Fault {}
}
