package io.lingzhi.gateway;

import io.lingzhi.llm.Signature;
import io.lingzhi.llm.protocol.Protocol;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which upstream signed a thought, as far as its answer came through here. A signature tells by itself only the
 * protocol of its maker, and another upstream of the same protocol refuses it. Holds a bounded number of digests, the
 * longest unused go first; lost with the process. Safe for all threads.
 */
public final class ThoughtMakers {
    private static final int MOST = 50_000;
    /** Characters of a digest that are kept; enough that two signatures share none by chance. */
    private static final int DIGEST = 24;
    /** Stands for the maker of a signature that was refused where it was thought to come from. */
    private static final String NOBODY = "";

    private final Map<String, String> makers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    /** Makers seen until now of each protocol: at most as many as providers were configured. */
    private final Map<Protocol, Set<String>> seen = new EnumMap<>(Protocol.class);

    /** This maker signed a thought. */
    synchronized void signed(String maker, Signature signature) {
        note(maker, signature);
    }

    /** An upstream refused a request with this signature; whose it is can be said no more. */
    synchronized void refused(Signature signature) {
        note(NOBODY, signature);
    }

    private void note(String maker, Signature signature) {
        seen.computeIfAbsent(signature.maker(), ignored -> new HashSet<>()).add(maker);
        makers.put(digest(signature), maker);
    }

    /** Whether others than this maker have signed in this protocol; where not, nothing need be looked for. */
    synchronized boolean knowsOthers(Protocol protocol, String maker) {
        Set<String> known = seen.getOrDefault(protocol, Set.of());
        return known.size() > (known.contains(maker) ? 1 : 0);
    }

    /** Whether this signature is known to be another's than this maker's. */
    synchronized boolean isForeign(String maker, Signature signature) {
        return Optional.ofNullable(makers.get(digest(signature)))
                .filter(known -> !known.equals(maker))
                .isPresent();
    }

    private static String digest(Signature signature) {
        try {
            byte[] value = signature.value().getBytes(StandardCharsets.UTF_8);
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(value);
            return HexFormat.of().formatHex(sum).substring(0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
