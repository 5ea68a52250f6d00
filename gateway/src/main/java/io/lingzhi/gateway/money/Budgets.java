package io.lingzhi.gateway.money;

import io.lingzhi.gateway.config.BudgetLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was spent and is about to be, by everybody and by each client key, in the running day and month. An amount is
 * reserved before a call and settled after it. A call is let in as long as something is left, so that spending passes a
 * limit by no more than what is reserved for the calls under way.
 *
 * <p>Any thread; one lock. It counts always, so that a limit that is set later knows what went before. Keys are those
 * of the configuration, so their number is bounded.
 */
public final class Budgets {
    private static final Optional<String> EVERYBODY = Optional.empty();

    private final InstantSource clock;
    private final Map<Account, Spending> spendings = new HashMap<>();

    private record Account(Optional<String> keyId, Period period) {}

    /** What one account has spent in one period. */
    private static final class Spending {
        private final Instant end;
        private long settled;
        private long reserved;

        Spending(Instant end) {
            this.end = end;
        }
    }

    public Budgets(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A limit, and where one stands with it.
     *
     * @param keyId empty: everybody together
     * @param resetsAt when the period ends
     */
    public record Standing(
            Optional<String> keyId,
            Period period,
            long spentNanos,
            long reservedNanos,
            long limitNanos,
            Instant resetsAt) {
        /** Whether something is left. */
        public boolean open() {
            return spentNanos + reservedNanos < limitNanos;
        }

        /** Whether this share of the limit is spent or reserved. */
        public boolean beyond(int percent) {
            return (double) (spentNanos + reservedNanos) >= limitNanos * (percent / 100.0);
        }
    }

    /** Whether a call may be made. */
    public sealed interface Decision {
        /** @param closest the limit of which least is left; empty: there is none */
        record Granted(Reservation reservation, Optional<Standing> closest) implements Decision {}

        record Refused(Standing exhausted) implements Decision {}
    }

    /** Counts what was spent earlier, as the records have it. To be called before the first reservation. */
    public synchronized void earlier(String keyId, Period period, long nanos, BudgetLimits limits) {
        spending(new Account(Optional.of(keyId), period), limits).settled += nanos;
        spending(new Account(EVERYBODY, period), limits).settled += nanos;
    }

    /** Sets an amount aside for a call of this key, unless a limit is reached. */
    public synchronized Decision reserve(String keyId, long nanos, Allowance allowance) {
        Optional<Standing> closest = Optional.empty();
        for (Standing standing : standings(keyId, allowance)) {
            if (!standing.open()) {
                return new Decision.Refused(standing);
            }
            if (closest.isEmpty() || share(standing) >= share(closest.get())) {
                closest = Optional.of(standing);
            }
        }
        Reservation reservation = new Reservation(keyId, accounts(keyId, allowance.limits()));
        reservation.add(nanos);
        return new Decision.Granted(reservation, closest);
    }

    private static double share(Standing standing) {
        return (standing.spentNanos() + standing.reservedNanos()) / (double) Math.max(1, standing.limitNanos());
    }

    /** Counts what was spent without a reservation. */
    public synchronized void spent(String keyId, long nanos, Allowance allowance) {
        accounts(keyId, allowance.limits()).forEach(account -> account.settled += nanos);
    }

    /** The limits that hold for this key, those of everybody first. */
    public synchronized List<Standing> standings(String keyId, Allowance allowance) {
        List<Standing> standings = new ArrayList<>();
        add(standings, EVERYBODY, allowance.limits().whole(), allowance.limits());
        add(standings, Optional.of(keyId), allowance.of(keyId), allowance.limits());
        return standings;
    }

    private void add(List<Standing> standings, Optional<String> keyId, BudgetLimits.Limits own, BudgetLimits limits) {
        add(standings, new Account(keyId, Period.DAY), own.dayNanos(), limits);
        add(standings, new Account(keyId, Period.MONTH), own.monthNanos(), limits);
    }

    private void add(List<Standing> standings, Account account, OptionalLong limit, BudgetLimits limits) {
        if (limit.isPresent()) {
            Spending spending = spending(account, limits);
            standings.add(new Standing(
                    account.keyId(),
                    account.period(),
                    spending.settled,
                    spending.reserved,
                    limit.getAsLong(),
                    spending.end));
        }
    }

    private List<Spending> accounts(String keyId, BudgetLimits limits) {
        List<Spending> accounts = new ArrayList<>();
        for (Period period : Period.values()) {
            accounts.add(spending(new Account(EVERYBODY, period), limits));
            accounts.add(spending(new Account(Optional.of(keyId), period), limits));
        }
        return accounts;
    }

    /** The spending of the running period; what is over is dropped, and lives on in reservations only. */
    private Spending spending(Account account, BudgetLimits limits) {
        Instant now = clock.instant();
        return spendings.compute(
                account,
                (same, spending) -> spending != null && now.isBefore(spending.end)
                        ? spending
                        : new Spending(account.period().end(now, limits.zone())));
    }

    /** An amount set aside for one call. It counts in the period in which the call began. */
    public final class Reservation {
        private final String keyId;
        private final List<Spending> accounts;
        private long reserved;
        private boolean settled;

        private Reservation(String keyId, List<Spending> accounts) {
            this.keyId = keyId;
            this.accounts = List.copyOf(accounts);
        }

        private void add(long nanos) {
            reserved += nanos;
            accounts.forEach(account -> account.reserved += nanos);
        }

        /** What is set aside, in nano-USD. */
        public long nanos() {
            synchronized (Budgets.this) {
                return reserved;
            }
        }

        /** Sets more aside for the same call; the limit that is reached where nothing is left beside what it has. */
        public Optional<Standing> extend(long nanos, Allowance allowance) {
            synchronized (Budgets.this) {
                Optional<Standing> exhausted = standings(keyId, allowance).stream()
                        .filter(standing -> !standing.open())
                        .findFirst();
                if (exhausted.isEmpty() && !settled) {
                    add(nanos);
                }
                return exhausted;
            }
        }

        /** The call is over and has cost this much. Only the first time counts. */
        public void settle(long nanos) {
            synchronized (Budgets.this) {
                if (!settled) {
                    settled = true;
                    for (Spending account : accounts) {
                        account.reserved -= reserved;
                        account.settled += nanos;
                    }
                }
            }
        }
    }
}
