package io.lingzhi.gateway.credential;

import java.time.Instant;

/** Whether a credential may be tried at a moment. */
public sealed interface Standing {
    record Open() implements Standing {}

    /** One request may try, to find out. */
    record HalfOpen() implements Standing {}

    /** Not before {@code again}; then it should be asked again how it stands. */
    record Blocked(Instant again, Cause cause) implements Standing {}
}
