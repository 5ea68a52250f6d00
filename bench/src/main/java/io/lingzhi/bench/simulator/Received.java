package io.lingzhi.bench.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One request that the simulator has taken, and what became of it. Nothing is masked: it is a test instrument, so send
 * it no real secrets.
 *
 * @param number counts the requests of one simulator from 1
 * @param path the path with its query
 * @param headers as they came, in order
 * @param receivedNanos when the request's head was read, on the clock of {@link Options#nanos()}
 */
public record Received(
        long number, String method, String path, List<Header> headers, Body body, long receivedNanos, Ending ending) {

    /** One header line. */
    public record Header(String name, String value) {}

    /**
     * The body of a request.
     *
     * @param kept its first bytes, at most 4 MiB
     * @param length how many bytes came; no longer counted beyond 64 MiB
     */
    @SuppressWarnings("ArrayRecordComponent") // copied both ways, never compared
    public record Body(byte[] kept, long length) {
        public Body {
            kept = kept.clone();
        }

        @Override
        public byte[] kept() {
            return kept.clone();
        }

        /** The kept bytes as UTF-8 text. */
        public String text() {
            return new String(kept, StandardCharsets.UTF_8);
        }

        int keptLength() {
            return kept.length;
        }
    }

    /**
     * What became of the request.
     *
     * @param status the status that was sent or was going to be sent; 0 when the request never came to its end
     * @param bytesSent bytes of the body that were handed to the socket
     * @param took time from the request's head to the end; for {@link Outcome#CLIENT_ABORT} to the notice of it
     */
    public record Ending(Outcome outcome, int status, long bytesSent, Duration took) {
        static final Ending OPEN = new Ending(Outcome.OPEN, 0, 0, Duration.ZERO);
    }

    public Received {
        headers = List.copyOf(headers);
    }

    public Outcome outcome() {
        return ending.outcome();
    }

    /** The first header of the name, in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    Received ended(Outcome outcome, int status, long bytesSent, long nowNanos) {
        Ending end = new Ending(outcome, status, bytesSent, Duration.ofNanos(nowNanos - receivedNanos));
        return new Received(number, method, path, headers, body, receivedNanos, end);
    }
}
