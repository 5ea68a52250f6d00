package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Looks for another upstream's signatures in the bytes of a request, where clients carry them in an envelope. */
final class ForeignSignature {
    private static final byte[] ENVELOPE = Signature.ENVELOPE.getBytes(StandardCharsets.US_ASCII);

    private ForeignSignature() {}

    static boolean isIn(byte[] body) {
        int last = body.length - ENVELOPE.length;
        for (int at = 0; at <= last; at++) {
            if (body[at] == ENVELOPE[0]
                    && Arrays.equals(body, at, at + ENVELOPE.length, ENVELOPE, 0, ENVELOPE.length)) {
                return true;
            }
        }
        return false;
    }
}
