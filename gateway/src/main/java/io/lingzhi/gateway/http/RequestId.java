package io.lingzhi.gateway.http;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids under which requests are answered and recorded: the client's own where it is harmless, else a new one. */
public final class RequestId {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final RandomGenerator random;

    public RequestId(RandomGenerator random) {
        this.random = random;
    }

    /** The id of a request that came with this {@code x-request-id}, if any. */
    public String of(@Nullable String presented) {
        return presented != null && HARMLESS.matcher(presented).matches() ? presented : next();
    }

    /** A new id: {@code req-} and 16 hexadecimal digits. */
    public String next() {
        return "req-" + HexFormat.of().toHexDigits(random.nextLong());
    }
}
