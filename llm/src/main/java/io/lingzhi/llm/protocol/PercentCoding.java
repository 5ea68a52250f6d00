package io.lingzhi.llm.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads what stands in a URL. */
public final class PercentCoding {
    private PercentCoding() {}

    /** The text with its percent-encodings undone (RFC 3986, 2.1); what is none stays as it is. */
    public static String decoded(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            Optional<Byte> octet = octet(in, i);
            i += octet.isPresent() ? 2 : 0;
            out[length] = octet.isPresent() ? octet.get() : in[i];
            length++;
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private static Optional<Byte> octet(byte[] in, int at) {
        if (in[at] != '%' || at + 2 >= in.length) {
            return Optional.empty();
        }
        int high = Character.digit(in[at + 1], 16);
        int low = Character.digit(in[at + 2], 16);
        return high < 0 || low < 0 ? Optional.empty() : Optional.of((byte) (high * 16 + low));
    }
}
