package io.lingzhi.gateway.money;

import io.lingzhi.gateway.config.BudgetLimits;
import java.util.Map;

/**
 * The limits of one configuration, by the ids of client keys.
 *
 * @param byKeyId limits of single keys
 */
public record Allowance(BudgetLimits limits, Map<String, BudgetLimits.Limits> byKeyId) {
    public Allowance {
        byKeyId = Map.copyOf(byKeyId);
    }

    /** The limits of this key alone. */
    BudgetLimits.Limits of(String keyId) {
        return byKeyId.getOrDefault(keyId, limits.everyKey());
    }

    /** Whether anything bounds what this key spends. */
    public boolean bounds(String keyId) {
        return limits.whole().any() || of(keyId).any();
    }
}
