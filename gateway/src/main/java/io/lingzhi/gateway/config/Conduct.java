package io.lingzhi.gateway.config;

import java.util.List;

/**
 * How one entry of a provider list is dealt with, where it says so itself.
 *
 * @param errorRules in order; the first that fits counts
 */
public record Conduct(Deadlines.Changes deadlines, List<ErrorRule> errorRules) {
    /** As all others are. */
    public static final Conduct NONE = new Conduct(Deadlines.Changes.NONE, List.of());

    public Conduct {
        errorRules = List.copyOf(errorRules);
    }
}
