package io.lingzhi.gateway.credential;

import java.time.Instant;

/**
 * How a credential stands with one model, or with all of its upstream. Changed by {@link Healing} alone, and never by
 * the passing of time: what a state means at a moment is asked of {@link #standing}.
 */
sealed interface Health permits Ready, Cooling, Probing {
    Standing standing(Instant now);

    /** How many failures came in a row. */
    int level();
}
