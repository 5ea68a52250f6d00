package io.lingzhi.gateway;

import io.lingzhi.gateway.usage.Ledger;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What all exchanges share.
 *
 * @param nanoTime a clock for durations, in nanoseconds
 */
public record Surroundings(Ledger ledger, InstantSource clock, LongSupplier nanoTime, Billing billing) {}
