package io.lingzhi.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names that stand for clients towards upstreams. A name is always the same for the same words, tells nobody what they
 * were, and cannot be compared with those of another installation: it is an HMAC (RFC 2104) with SHA-256 under a secret
 * of this one. Safe for all threads.
 */
public final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 32;

    private final SecretKeySpec secret;

    /** @param secret of this installation, 16 bytes or more */
    public Pseudonyms(byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("a secret has 16 bytes or more");
        }
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The name for these words, of 32 digits and letters. */
    public String of(String... words) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] digest = mac.doFinal(String.join("\0", words).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
