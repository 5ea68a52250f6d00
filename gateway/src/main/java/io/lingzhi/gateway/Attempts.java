package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.gateway.upstream.Timers;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The only failover loop. It tries one after the other, in rounds, until one answers, the request itself is at fault,
 * the rounds are used up, or the client is gone. Once a byte of an answer has reached the client, no other attempt is
 * made.
 */
public final class Attempts {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final Timers timers;
    private final LongSupplier nanoTime;

    public Attempts(Timers timers, LongSupplier nanoTime) {
        this.timers = timers;
        this.nanoTime = nanoTime;
    }

    /** Runs the exchange to its end. */
    void run(Exchange exchange, Delivery delivery, List<Try> tries, Config config) {
        long giveUpAt = nanoTime.getAsLong() + config.deadlines().total().toNanos();
        new Run(exchange, delivery, tries, config.routing(), giveUpAt).next(0, 0);
    }

    /** The loop's state for one exchange. */
    private final class Run {
        private final Exchange exchange;
        private final Delivery delivery;
        private final List<Try> tries;
        private final Config.Routing routing;
        private final long giveUpAt;
        private Optional<Failure> worthRetrying = Optional.empty();

        Run(Exchange exchange, Delivery delivery, List<Try> tries, Config.Routing routing, long giveUpAt) {
            this.exchange = exchange;
            this.delivery = delivery;
            this.tries = tries;
            this.routing = routing;
            this.giveUpAt = giveUpAt;
        }

        void next(int round, int index) {
            Try where = tries.get(index);
            Attempt attempt = exchange.begin(where);
            Cancellable running = where.lane().start(attempt, delivery, new Lane.End() {
                @Override
                public void delivered() {
                    if (!exchange.over()) {
                        exchange.delivered();
                    }
                }

                @Override
                public void failed(Failure failure) {
                    if (!exchange.over()) {
                        decide(round, index, failure);
                    }
                }
            });
            exchange.running(attempt, running);
        }

        private void decide(int round, int index, Failure failure) {
            Failure told = Faults.towardsClient(failure, tries.get(index));
            if (delivery.committed() || Faults.isRequestsOwn(failure)) {
                exchange.failed(delivery.fail(told), told);
                return;
            }
            exchange.attemptFailed(failure);
            if (Faults.mayPass(failure)) {
                worthRetrying = Optional.of(told);
            }
            if (index + 1 < tries.size()) {
                next(round, index + 1);
            } else {
                endRound(round, told);
            }
        }

        private void endRound(int round, Failure last) {
            Failure told = worthRetrying.orElse(last);
            Duration pause = pause(round, told);
            boolean again = worthRetrying.isPresent()
                    && round < routing.requestRetry()
                    && pause.compareTo(routing.maxRetryInterval()) <= 0
                    && nanoTime.getAsLong() + pause.toNanos() < giveUpAt;
            if (!again) {
                exchange.failed(delivery.fail(told), told);
                return;
            }
            worthRetrying = Optional.empty();
            Cancellable timer = timers.after(pause, () -> next(round + 1, 0));
            exchange.waiting(timer);
        }

        private Duration pause(int round, Failure failure) {
            return Faults.retryAfter(failure).orElse(FIRST_PAUSE.multipliedBy(1L << Math.min(round, 10)));
        }
    }
}
