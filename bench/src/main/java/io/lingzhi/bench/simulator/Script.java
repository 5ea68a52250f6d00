package io.lingzhi.bench.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How one answer is given: how fast, in what shape, and with which fault.
 *
 * @param text what it was read from; calls are counted by it
 * @param times how many calls fail before the rest work; 0 means that every call fails
 */
record Script(String text, Pace pace, Shape shape, Wire wire, Fault fault, int times) {
    /** Characters of one content frame, when nothing else is asked for. */
    static final int DEFAULT_SIZE = 8;

    static final Script PLAIN = new Script(
            "",
            new Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO),
            new Shape(0, DEFAULT_SIZE, 0, Manners.PATIENT, UsageStyle.PLAIN),
            new Wire(false, false, 0),
            new Fault.None(),
            0);

    /**
     * When things are sent.
     *
     * @param delay the wait before the head
     * @param first the wait between the head and the first byte of the body
     * @param gap the wait between two writes
     */
    record Pace(Duration delay, Duration first, Duration gap) {}

    /**
     * What is answered.
     *
     * @param chunks number of content frames; 0 means as many as the text needs
     * @param size characters of one content frame
     * @param words how many fixed words to answer, each a frame and a token; 0 means another text
     */
    record Shape(int chunks, int size, int words, Manners manners, UsageStyle usage) {

        /** The text in the pieces of its content frames. */
        List<String> pieces(String text) {
            if (words == 0) {
                return Texts.pieces(text, size);
            }
            return text.isEmpty() ? List.of() : Arrays.asList(text.split("(?<=[^ ])(?= )"));
        }

        /** The tokens of the text. */
        int tokens(String text) {
            return words == 0 ? Texts.tokens(text) : pieces(text).size();
        }

        /** The longest beginning of the text that has at most so many tokens. */
        String upTo(String text, int tokens) {
            if (words == 0) {
                return Texts.upToTokens(text, tokens);
            }
            List<String> pieces = pieces(text);
            return String.join("", pieces.subList(0, Math.min(tokens, pieces.size())));
        }
    }

    /** What a model takes. */
    enum Manners {
        /** Takes the beginning of its answer from the client and goes on there. */
        PATIENT,
        /** Refuses a conversation that ends with the model's own words. */
        NO_PREFILL
    }

    /** Which token counts are told. */
    enum UsageStyle {
        PLAIN,
        /** Counts that do not fit in 32 bits. */
        BIG,
        /** None, whatever the client asks for. */
        NONE
    }

    /**
     * How the bytes of a stream are laid out.
     *
     * @param crlf lines end in CR LF
     * @param comments a comment stands before each frame
     * @param split bytes of one write; 0 means one write for each frame
     */
    record Wire(boolean crlf, boolean comments, int split) {}

    /** The same script when its fault has had its turns. */
    Script withoutFault() {
        return new Script(text, pace, shape, wire, new Fault.None(), 0);
    }
}
