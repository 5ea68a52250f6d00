package io.lingzhi.gateway.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The longest waits for an upstream, phase by phase, and for a whole request.
 *
 * @param connect until there is a connection
 * @param responseHead from the request sent to the head of a streamed answer
 * @param wholeAnswer the same for an answer that is not streamed, which is written before its head is sent
 * @param firstToken from the head of a streamed answer to its first token, whatever else comes before
 * @param idle silence after the head; every byte ends it, be it a comment or a ping
 * @param slowest how slow a stream may be; empty: as slow as it likes
 * @param total one upstream call
 * @param request all calls of one request, with the pauses between them
 */
public record Deadlines(
        Duration connect,
        Duration responseHead,
        Duration wholeAnswer,
        Duration firstToken,
        Duration idle,
        Optional<Pace> slowest,
        Duration total,
        Duration request) {

    /** So many tokens a second at least, counted over each window. Tokens are estimated from the text. */
    public record Pace(int tokensPerSecond, Duration window) {
        /** The fewest tokens in one window. */
        public double tokens() {
            return tokensPerSecond * window.toMillis() / 1000.0;
        }
    }

    /** Where whole answers are waited for no longer than for heads, and one call may take all the time. */
    public Deadlines(Duration connect, Duration responseHead, Duration firstToken, Duration idle, Duration total) {
        this(connect, responseHead, responseHead, firstToken, idle, Optional.empty(), total, total);
    }

    /** The waits of a call that brings no stream of tokens: nothing at all may come until it is done. */
    public Deadlines untilWhole() {
        Duration silence = wholeAnswer.compareTo(idle) > 0 ? wholeAnswer : idle;
        return new Deadlines(connect, wholeAnswer, wholeAnswer, total, silence, Optional.empty(), total, request);
    }

    /** The same waits, with those of one provider in their places. */
    public Deadlines with(Changes changes) {
        return new Deadlines(
                changes.connect().orElse(connect),
                changes.responseHead().orElse(responseHead),
                changes.wholeAnswer().orElse(wholeAnswer),
                changes.firstToken().orElse(firstToken),
                changes.idle().orElse(idle),
                changes.slowest().or(() -> slowest),
                changes.total().orElse(total),
                request);
    }

    /** What one provider's entry says of its own waits. */
    public record Changes(
            Optional<Duration> connect,
            Optional<Duration> responseHead,
            Optional<Duration> wholeAnswer,
            Optional<Duration> firstToken,
            Optional<Duration> idle,
            Optional<Pace> slowest,
            Optional<Duration> total) {
        public static final Changes NONE = new Changes(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
