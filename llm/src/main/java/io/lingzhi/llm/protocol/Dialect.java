package io.lingzhi.llm.protocol;

import java.util.EnumSet;
import java.util.Set;

/** How one provider's reading of a protocol differs from the specification, as a set of named quirks. */
public record Dialect(Set<Quirk> quirks) {
    /** The protocol as specified. */
    public static final Dialect PLAIN = new Dialect(Set.of());

    public Dialect {
        quirks = Set.copyOf(quirks);
    }

    public static Dialect of(Quirk first, Quirk... rest) {
        return new Dialect(EnumSet.of(first, rest));
    }

    public boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    /** A named difference from a protocol's specification. */
    public enum Quirk {
        /** The upstream reads {@code max_tokens} and refuses {@code max_completion_tokens}. */
        MAX_TOKENS_OLD_NAME,
        /** The upstream refuses {@code stream_options}. */
        NO_STREAM_OPTIONS,
        /** The upstream refuses a thinking budget: its models choose how much to think, guided by an effort at most. */
        ADAPTIVE_THINKING,
        /** The upstream takes, and may demand, earlier thinking that nobody signed. */
        UNSIGNED_THINKING
    }
}
