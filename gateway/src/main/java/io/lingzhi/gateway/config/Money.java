package io.lingzhi.gateway.config;

/** What models cost by the operator's word, and what may be spent. */
public record Money(Pricing pricing, BudgetLimits limits) {
    /** The shipped prices, and no limits. */
    public static final Money NONE = new Money(Pricing.NONE, BudgetLimits.NONE);
}
