package io.lingzhi.gateway.admin;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.lingzhi.gateway.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Compares a presented key with the configured one, plain in constant time or by its bcrypt hash. May take 100 ms. */
final class ManagementKey {
    private ManagementKey() {}

    static boolean matches(Secret configured, String presented) {
        String expected = configured.reveal();
        if (isHash(expected)) {
            return BCrypt.verifyer().verify(presented.toCharArray(), expected.toCharArray()).verified;
        }
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isHash(String key) {
        return key.startsWith("$2a$") || key.startsWith("$2b$") || key.startsWith("$2y$");
    }
}
