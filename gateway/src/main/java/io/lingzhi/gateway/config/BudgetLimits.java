package io.lingzhi.gateway.config;

import java.time.ZoneId;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What may be spent.
 *
 * @param whole by everybody together
 * @param everyKey by each client key that has no limits of its own
 * @param ofKey by single client keys, by the keys themselves
 * @param stepDownPercent share of a limit from which dearer models are answered by cheaper ones
 * @param stepDown from a model, by its lower-case name, to the cheaper one
 * @param refuseUnknown whether a model without a known price is refused while a limit is set
 * @param reserveOutput tokens of output that a request without a limit of its own is expected to need at most
 * @param zone where days and months begin
 */
public record BudgetLimits(
        Limits whole,
        Limits everyKey,
        Map<Secret, Limits> ofKey,
        int stepDownPercent,
        Map<String, String> stepDown,
        boolean refuseUnknown,
        int reserveOutput,
        ZoneId zone) {
    /** No limits at all. */
    public static final BudgetLimits NONE =
            new BudgetLimits(Limits.NONE, Limits.NONE, Map.of(), 80, Map.of(), false, 1024, ZoneId.of("UTC"));

    public BudgetLimits {
        ofKey = Map.copyOf(ofKey);
        stepDown = Map.copyOf(stepDown);
    }

    /** Most nano-USD in a calendar day and a calendar month; empty: no limit. */
    public record Limits(OptionalLong dayNanos, OptionalLong monthNanos) {
        public static final Limits NONE = new Limits(OptionalLong.empty(), OptionalLong.empty());

        /** Whether there is any. */
        public boolean any() {
            return dayNanos.isPresent() || monthNanos.isPresent();
        }
    }
}
