package io.lingzhi.assistant;

import java.util.OptionalLong;

/** Sums of costs in nano-USD, of which some may not be known. Pure. */
public final class Spent {
    /** No model was asked. */
    public static final OptionalLong NOTHING = OptionalLong.of(0);

    private Spent() {}

    /** Both together; not known where one is not. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // a cost that nobody knows
    public static OptionalLong both(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(one.getAsLong() + other.getAsLong())
                : OptionalLong.empty();
    }
}
