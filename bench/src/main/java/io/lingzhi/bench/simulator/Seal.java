package io.lingzhi.bench.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What stands for a provider's signature of a thought or call: it must come back unchanged, and one of another maker is
 * refused, as providers do.
 */
final class Seal {
    private static final String MAKER = "simulated seal of ";

    private Seal() {}

    /** The seal of a text, always the same. */
    static String of(String text) {
        String plain = MAKER + Long.toHexString(Texts.hash(text));
        return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses what no simulator has sealed. */
    static void check(String seal, String place) throws BadAskException {
        if (!ours(seal)) {
            throw new BadAskException(place + " is invalid: send back what came with the answer, or leave it out");
        }
    }

    private static boolean ours(String seal) {
        try {
            return new String(Base64.getDecoder().decode(seal), StandardCharsets.UTF_8).startsWith(MAKER);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
