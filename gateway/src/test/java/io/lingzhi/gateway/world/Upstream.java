package io.lingzhi.gateway.world;

/**
 * The other end of one credential.
 *
 * @param voice the letter by which its words are known
 * @param downUntil when {@link Nature#DOWN} ends, in nanoseconds
 */
record Upstream(String credentialId, Wire wire, char voice, Nature nature, Prefilled prefilled, long downUntil) {

    /** How it behaves as long as the world lasts. */
    enum Nature {
        /** Answers every call soon and whole. */
        GOOD,
        /** Does anything. */
        FLAKY,
        /** Never says a word of an answer. */
        BAD,
        /** Begins every answer and ends none. */
        BREAKS,
        /** Is bad for a while, then good. */
        DOWN
    }

    /** What it makes of a conversation that ends with its own words. */
    enum Prefilled {
        GOES_ON,
        BEGINS_ANEW,
        REFUSES
    }
}
