package io.lingzhi.gateway.upstream;

import io.lingzhi.llm.json.Spliced;
import java.util.List;
import java.util.OptionalLong;

/** What a call sends. */
public sealed interface UpstreamBody {
    record Whole(Spliced content) implements UpstreamBody {
        public Whole(byte[] bytes) {
            this(new Spliced(bytes, List.of()));
        }
    }

    /**
     * A body of which only the beginning is here.
     *
     * @param length of the whole body, where it is known
     * @param rest is asked for what follows once the head could be written
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
    record Arriving(byte[] head, OptionalLong length, Source rest) implements UpstreamBody {}

    /** The rest of a body. Used on the call's event loop. */
    interface Source {
        /** Asked once, and only when a connection is there: what is read now cannot be sent anywhere else. */
        void begin(Sink sink);

        void pause();

        void resume();
    }

    /** Takes the rest of a body: {@code chunk* end}. A source that cannot go on leaves the call to be cancelled. */
    interface Sink {
        default void chunk(byte[] bytes) {
            chunk(bytes, 0, bytes.length);
        }

        /** Takes the bytes from {@code from} to before {@code to}, which stay as they are from now on. */
        void chunk(byte[] bytes, int from, int to);

        void end();
    }
}
