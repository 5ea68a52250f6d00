package io.lingzhi.gateway;

import io.lingzhi.gateway.money.Budgets;
import io.lingzhi.gateway.provider.Providers;
import java.time.InstantSource;

/** Opens a bill for each exchange, by the prices and limits of the configuration that it began with. */
public final class Billing {
    private final Budgets budgets;
    private final Providers providers;
    private final InstantSource clock;

    public Billing(Budgets budgets, Providers providers, InstantSource clock) {
        this.budgets = budgets;
        this.providers = providers;
        this.clock = clock;
    }

    Bill open(Snapshot snapshot, String keyId) {
        return new Bill(
                new Tariff(providers, snapshot.prices()),
                new Bill.Account(
                        budgets,
                        snapshot.allowance(),
                        keyId,
                        snapshot.config().money().pricing().cnyPerUsd()),
                clock);
    }
}
