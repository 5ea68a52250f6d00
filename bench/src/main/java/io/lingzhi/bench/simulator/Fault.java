package io.lingzhi.bench.simulator;

import java.util.Map;

/** What goes wrong in one answer. Counts of frames leave comments out; the first frame is number 1. */
sealed interface Fault {

    /** Nothing goes wrong. */
    record None() implements Fault {}

    /** An error answer instead of the real one. */
    record Status(int status, Map<String, String> headers, String code) implements Fault {
        public Status {
            headers = Map.copyOf(headers);
        }
    }

    /** Nothing more is sent after so many frames; the connection stays open. */
    record Stall(int frames) implements Fault {}

    /** The connection is closed in good order after so many bytes of the body. */
    record Cut(int bytes) implements Fault {}

    /** The connection is reset (TCP RST) before anything is sent. */
    record ResetAtOnce() implements Fault {}

    /** The connection is reset (TCP RST) after so many frames. */
    record Reset(int frames) implements Fault {}

    /** The frame of this number is half a JSON text. */
    record Malformed(int frame) implements Fault {}

    /** An error frame follows so many frames, and the stream ends without its closing frames. */
    record ErrorFrame(int frames) implements Fault {}

    /** The stream ends in good order, but its finish reason, usage and {@code [DONE]} are missing. */
    record NoDone() implements Fault {}
}
