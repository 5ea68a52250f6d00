package io.lingzhi.gateway.access;

import io.lingzhi.gateway.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The client keys of one configuration, kept as SHA-256 digests. A look-up compares with every digest, each in constant
 * time, so its duration tells nothing of the keys.
 */
public final class ClientKeys {
    /** The id of a client without a key, where that is allowed. */
    public static final String ANONYMOUS = "anonymous";

    private static final String ID_SCOPE = "lingzhi:client-key:v1\0";

    private final List<Entry> entries;
    private final boolean anonymousAllowed;

    @SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest.isEqual only
    private record Entry(String id, byte[] digest) {}

    /**
     * With no keys at all, everybody is {@link #ANONYMOUS}: the configuration allows that on loopback or on demand
     * only.
     */
    public ClientKeys(List<Secret> keys) {
        this.entries = keys.stream()
                .map(key -> new Entry(keyId(key.reveal()), digest(key.reveal())))
                .toList();
        this.anonymousAllowed = keys.isEmpty();
    }

    /** Whether everybody may ask, without a key. */
    public boolean anonymousAllowed() {
        return anonymousAllowed;
    }

    /** Who presents these keys: the id of the first one that is right, so that a wrong one beside it does no harm. */
    public Optional<String> identify(List<String> presented) {
        if (anonymousAllowed) {
            return Optional.of(ANONYMOUS);
        }
        Optional<String> found = Optional.empty();
        for (String key : presented) {
            byte[] digest = digest(key);
            for (Entry entry : entries) {
                if (MessageDigest.isEqual(entry.digest, digest) && found.isEmpty()) {
                    found = Optional.of(entry.id);
                }
            }
        }
        return found;
    }

    /** The id under which records name this key: {@code key-} and 12 hexadecimal digits of a digest. */
    public static String keyId(String key) {
        return "key-" + HexFormat.of().formatHex(digest(ID_SCOPE + key), 0, 6);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
