package io.lingzhi.gateway.usage;

import java.time.Duration;
import java.util.Optional;

/**
 * A place where a request could have gone, and what became of that.
 *
 * @param stage why its model was among those to try: {@code asked}, {@code preview}, {@code fallback} or
 *     {@code larger-context}
 * @param model the name of the stage
 * @param outcome {@link #TRIED}, or why not
 * @param cause what stands against it, such as {@code rate-limit}, where it cools down
 * @param again how much longer it cools down
 */
public record Considered(
        String stage,
        String model,
        String provider,
        String credentialId,
        String upstreamModel,
        String outcome,
        Optional<String> cause,
        Optional<Duration> again) {
    /** It was asked. */
    public static final String TRIED = "tried";
    /** It cools down after failures. */
    public static final String COOLING = "cooling";
    /** A person took it out of use. */
    public static final String DISABLED = "disabled";
    /** It, or its provider, has as many requests under way as it may. */
    public static final String BUSY = "busy";
    /** Another request is finding out whether it answers again. */
    public static final String PROBING = "probing";
    /** Its provider cannot be spoken to so. */
    public static final String UNFIT = "unfit";
}
