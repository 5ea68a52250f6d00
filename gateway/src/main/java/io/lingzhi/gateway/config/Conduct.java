package io.lingzhi.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * How one entry of a provider list is dealt with, where it says so itself.
 *
 * @param errorRules in order; the first that fits counts
 * @param requestRetry further rounds over the entry's credentials; empty: as many as over all others
 */
public record Conduct(Deadlines.Changes deadlines, List<ErrorRule> errorRules, Optional<Integer> requestRetry) {
    /** As all others are. */
    public static final Conduct NONE = new Conduct(Deadlines.Changes.NONE, List.of(), Optional.empty());

    public Conduct {
        errorRules = List.copyOf(errorRules);
    }
}
