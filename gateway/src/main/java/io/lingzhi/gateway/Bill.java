package io.lingzhi.gateway;

import io.lingzhi.gateway.config.BudgetLimits;
import io.lingzhi.gateway.money.Allowance;
import io.lingzhi.gateway.money.Amount;
import io.lingzhi.gateway.money.Budgets;
import io.lingzhi.gateway.money.Budgets.Decision;
import io.lingzhi.gateway.money.Budgets.Reservation;
import io.lingzhi.gateway.money.Budgets.Standing;
import io.lingzhi.gateway.money.Cost;
import io.lingzhi.gateway.money.Price;
import io.lingzhi.gateway.money.Rates;
import io.lingzhi.gateway.route.Candidate;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one exchange costs: an amount is set aside before its first attempt, more while a stream goes on, and what it
 * really cost is settled at its end. Counts that no upstream reported are estimated, and said to be so. Used on one
 * event loop.
 */
final class Bill {
    /** More is set aside before what is set aside is used up. */
    private static final double LATE = 0.9;

    private final Tariff tariff;
    private final Account account;
    private final InstantSource clock;
    private final Instant begun;
    private Weight weight = Weight.NONE;
    /** Each is looked up once: they are asked for with every piece of an answer. */
    private final IdentityHashMap<Attempt, Optional<Price>> prices = new IdentityHashMap<>(2);

    private final IdentityHashMap<Attempt, Optional<Rates>> rates = new IdentityHashMap<>(2);
    private Optional<Reservation> reservation = Optional.empty();
    private boolean overspent;
    private boolean free;

    /**
     * Whose money it is.
     *
     * @param cnyPerUsd for amounts that are shown
     */
    record Account(Budgets budgets, Allowance allowance, String keyId, BigDecimal cnyPerUsd) {}

    /**
     * How large a request is, in estimated tokens.
     *
     * @param output most that is expected to come
     */
    record Weight(long input, long output) {
        static final Weight NONE = new Weight(0, 0);
    }

    Bill(Tariff tariff, Account account, InstantSource clock) {
        this.tariff = tariff;
        this.account = account;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** Whether limits bound what the asker spends. */
    boolean bounded() {
        return account.allowance().bounds(account.keyId());
    }

    /** What is expected of the request. */
    void weigh(Weight expected) {
        weight = expected;
    }

    /** The cheaper model that answers for this one where a limit is near; empty: none. */
    Optional<ModelId> cheaper(ModelId model) {
        BudgetLimits limits = account.allowance().limits();
        if (limits.stepDown().isEmpty()) {
            return Optional.empty();
        }
        boolean near = account.budgets().standings(account.keyId(), account.allowance()).stream()
                .anyMatch(standing -> standing.beyond(limits.stepDownPercent()));
        return near
                ? Optional.ofNullable(limits.stepDown().get(model.value().toLowerCase(Locale.ROOT)))
                        .map(ModelId::new)
                : Optional.empty();
    }

    /** Whatever the exchange does costs nothing. */
    void forNothing() {
        free = true;
    }

    /**
     * Sets aside what the dearest of these may cost; why the request may not be made, if so. Where there are none, the
     * process answers itself, for nothing.
     */
    Optional<Failure> reserve(List<Candidate> candidates) {
        if (free || candidates.isEmpty()) {
            return Optional.empty();
        }
        long most = 0;
        for (Candidate candidate : candidates) {
            Optional<Rates> rates =
                    tariff.of(candidate.provider(), candidate.upstreamModel()).flatMap(price -> price.dearest(begun));
            if (rates.isEmpty() && bounded() && account.allowance().limits().refuseUnknown()) {
                return Optional.of(unknownPrice(candidate));
            }
            long cost = rates.map(known -> known.cost(expected())).orElse(0L);
            most = Math.max(most, cost);
        }
        return switch (account.budgets().reserve(account.keyId(), most, account.allowance())) {
            case Decision.Granted(Reservation granted, Optional<Standing> _) -> {
                reservation = Optional.of(granted);
                yield Optional.empty();
            }
            case Decision.Refused(Standing exhausted) -> Optional.of(exhausted(exhausted));
        };
    }

    private Usage expected() {
        return new Usage(weight.input(), weight.output(), 0, 0, 0, 0);
    }

    /** Tokens have come in this attempt; why the answer must end here, if so. Told once. */
    Optional<Failure> heard(Attempt attempt) {
        if (overspent || reservation.isEmpty()) {
            return Optional.empty();
        }
        Optional<Rates> rates = rates(attempt);
        if (rates.isEmpty()) {
            return Optional.empty();
        }
        long used = rates.get().cost(estimated(attempt));
        long held = reservation.get().nanos();
        if (used < held * LATE) {
            return Optional.empty();
        }
        long more = Math.max(used - held, rates.get().cost(expected()) / 2 + 1);
        Optional<Standing> exhausted = reservation.get().extend(more, account.allowance());
        overspent = exhausted.isPresent();
        return exhausted.map(this::exhausted);
    }

    private Optional<Rates> rates(Attempt attempt) {
        return rates.computeIfAbsent(attempt, key -> price(key).flatMap(price -> price.rates(begun, weight.input())));
    }

    private Optional<Price> price(Attempt attempt) {
        return prices.computeIfAbsent(
                attempt, key -> key.target().flatMap(where -> tariff.of(where.provider(), where.upstreamModel())));
    }

    /** What an attempt cost; empty when that is not known. */
    Optional<Cost> cost(Attempt attempt, boolean refused) {
        if (free || attempt.target().isEmpty() || refused) {
            return Optional.of(Cost.NOTHING);
        }
        if (attempt.usage().isEmpty() && weight.equals(Weight.NONE)) {
            return Optional.empty();
        }
        Usage usage = attempt.usage().orElseGet(() -> estimated(attempt));
        Cost.Basis basis = attempt.usage().isPresent() ? Cost.Basis.REPORTED : Cost.Basis.ESTIMATED;
        return price(attempt)
                .flatMap(price -> price.rates(begun, usage.input()))
                .map(rates -> new Cost(rates.cost(usage), basis));
    }

    private Usage estimated(Attempt attempt) {
        return new Usage(weight.input(), Math.round(attempt.heardTokens()), 0, 0, 0, 0);
    }

    /** Whose list the price is from. */
    Optional<String> source(Attempt attempt) {
        return price(attempt).map(Price::source);
    }

    /** The exchange is over, and all its attempts together cost this much. */
    void settle(long nanos) {
        reservation.ifPresentOrElse(
                reserved -> reserved.settle(nanos),
                () -> account.budgets().spent(account.keyId(), nanos, account.allowance()));
    }

    private Failure exhausted(Standing standing) {
        String whose = standing.keyId().map(key -> "of the key " + key).orElse("of this gateway");
        Instant resets = standing.resetsAt();
        String at = resets.atZone(account.allowance().limits().zone())
                .truncatedTo(ChronoUnit.SECONDS)
                .toOffsetDateTime()
                .toString();
        return new Failure.QuotaExhausted(
                "the budget " + whose + " for this " + standing.period().word() + " ("
                        + Amount.both(standing.limitNanos(), account.cnyPerUsd()) + ") is used up; it begins anew at "
                        + at,
                Optional.of(Duration.between(clock.instant(), resets)));
    }

    private static Failure unknownPrice(Candidate candidate) {
        return new Failure.Unsupported("the price of " + candidate.upstreamModel() + " at "
                + candidate.provider().name()
                + " is not known, and budgets.unknown-price is refuse: set it in prices.own");
    }
}
