package io.lingzhi.gateway;

import io.lingzhi.gateway.money.Budgets;
import io.lingzhi.gateway.provider.Providers;
import java.time.Instant;
import java.time.InstantSource;

/** Bills for tests. */
public final class Bills {
    /** Without a clock. */
    public static final Billing FREE = of(() -> Instant.EPOCH);

    private Bills() {}

    public static Billing of(InstantSource clock) {
        return new Billing(new Budgets(clock), Providers.shipped(), clock);
    }
}
