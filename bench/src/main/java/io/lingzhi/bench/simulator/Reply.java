package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
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

        static Whole good(Obj body) {
            return new Whole(200, Map.of(), Json.bytes(body));
        }
    }

    /**
     * A stream of events.
     *
     * @param closing those that end a good stream: finish reason, usage, the last mark
     * @param layout how they lie in the body
     */
    record Streamed(List<Frame> frames, List<Frame> closing, Layout layout) implements Reply {
        public Streamed {
            frames = List.copyOf(frames);
            closing = List.copyOf(closing);
        }

        List<Frame> all() {
            return Stream.concat(frames.stream(), closing.stream()).toList();
        }
    }

    /** How frames lie in a body. */
    enum Layout {
        /** Server-sent events. */
        EVENTS,
        /** The items of one JSON array. */
        ARRAY
    }
}
