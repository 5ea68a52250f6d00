package io.lingzhi.llm.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A look into a body without reading it. */
public final class RawBody {
    private RawBody() {}

    /** Whether these ASCII letters stand anywhere in the body. */
    public static boolean holds(byte[] body, String ascii) {
        byte[] wanted = ascii.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at + wanted.length <= body.length; at++) {
            if (body[at] == wanted[0] && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
