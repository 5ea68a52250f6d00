package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.UpstreamListener;
import io.lingzhi.llm.Failure;
import java.util.Map;

/**
 * Hears of a call and hands its body to a reader that fits the response head: an error, a stream, or a whole answer.
 */
final class HeadSwitch implements UpstreamListener {
    /** Reads one body. Hears {@code chunk* (end | failed)}. */
    interface BodyReader {
        void chunk(byte[] bytes);

        void end();

        void failed(Failure failure);
    }

    /** Makes the reader for a response head. */
    interface Readers {
        BodyReader error(int status, Map<String, String> headers);

        BodyReader stream(Map<String, String> headers);

        BodyReader whole(Map<String, String> headers);
    }

    private final Attempt attempt;
    private final Readers readers;
    private BodyReader reader;

    /** @param end hears of a failure that comes before any head */
    HeadSwitch(Attempt attempt, Readers readers, Lane.End end) {
        this.attempt = attempt;
        this.readers = readers;
        this.reader = new Headless(end);
    }

    @Override
    public void head(int status, Map<String, String> headers) {
        attempt.answered(status);
        attempt.answeredWith(headers);
        if (status < 200 || status > 299) {
            reader = readers.error(status, headers);
        } else if (headers.getOrDefault("content-type", "").startsWith("text/event-stream")) {
            reader = readers.stream(headers);
        } else {
            reader = readers.whole(headers);
        }
    }

    @Override
    public void chunk(byte[] bytes) {
        reader.chunk(bytes);
    }

    @Override
    public void end() {
        reader.end();
    }

    @Override
    public void failed(Failure failure) {
        reader.failed(failure);
    }

    private record Headless(Lane.End lane) implements BodyReader {
        @Override
        public void chunk(byte[] bytes) {
            throw new IllegalStateException("a body before its head");
        }

        @Override
        public void end() {
            lane.failed(new Failure.UpstreamFault("the upstream closed the connection without an answer"));
        }

        @Override
        public void failed(Failure failure) {
            lane.failed(failure);
        }
    }
}
