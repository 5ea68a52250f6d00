package io.lingzhi.gateway.usage;

import io.lingzhi.llm.protocol.UpstreamText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a request went where it went.
 *
 * @param considered where it could have gone, in the order in which that was looked at
 * @param leftOut how many more were looked at and not written down
 * @param ways how each attempt came about, in the order of the request's attempts
 * @param message what the client was told, if it got no good answer
 */
public record Decision(List<Considered> considered, int leftOut, List<Way> ways, Optional<String> message) {
    /** Nothing was considered, or nothing is known of it. */
    public static final Decision NONE = new Decision(List.of(), 0, List.of(), Optional.empty());

    /** Longest message, in characters. */
    public static final int MESSAGE_LIMIT = 200;

    public Decision {
        considered = List.copyOf(considered);
        ways = List.copyOf(ways);
    }

    /** How the attempt at this place came about; empty where that was not kept. */
    public Optional<Way> way(int index) {
        return index < ways.size() ? Optional.of(ways.get(index)) : Optional.empty();
    }

    /** Why an attempt was begun. */
    public enum Role {
        /** It was next. */
        USUAL,
        /** The first token of the one before was late. */
        HEDGE,
        /** The answer of the one before broke off after the client had begun to read it. */
        RESCUE;

        /** The word in records. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How one attempt came about, and what was said when it failed.
     *
     * @param waited how long nothing was under way before it
     */
    public record Way(Role role, Duration waited, Optional<String> message) {
        /** The same, with what was said. */
        @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // nothing is said where nothing failed
        public Way with(Optional<String> said) {
            return new Way(role, waited, said);
        }
    }

    /** A message as it is kept: on one line, short, and without what looks like a key. */
    public static String kept(String message) {
        String line = UpstreamText.message(message).replaceAll("\\s+", " ").strip();
        return line.length() <= MESSAGE_LIMIT ? line : line.substring(0, MESSAGE_LIMIT - 1) + "…";
    }
}
