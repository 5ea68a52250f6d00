package io.lingzhi.bench.simulator;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the simulator would answer if nothing went wrong. */
sealed interface Reply {

    /** A JSON body at once. */
    @SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
    record Whole(int status, Map<String, String> headers, byte[] body) implements Reply {
        public Whole {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * Server-sent events.
     *
     * @param frames the data of each event
     * @param closing the data of those that end a good stream: finish reason, usage, {@code [DONE]}
     */
    record Streamed(List<String> frames, List<String> closing) implements Reply {
        public Streamed {
            frames = List.copyOf(frames);
            closing = List.copyOf(closing);
        }

        List<String> all() {
            return Stream.concat(frames.stream(), closing.stream()).toList();
        }
    }
}
