package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Slots;
import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.gateway.upstream.Timers;
import io.lingzhi.gateway.usage.Decision;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The only failover loop. It takes one leg of the {@link Course} after the other until one answers, the course ends,
 * the time is up, or the client is gone. Once a byte of an answer has reached the client, the legs that follow are
 * those of a {@link Rescue}, or none. Where a late first token is hedged, a second leg runs beside the first until one
 * of them begins to answer.
 */
public final class Attempts {
    private final Timers timers;

    public Attempts(Timers timers) {
        this.timers = timers;
    }

    /**
     * What may be done for an answer beside asking one after the other.
     *
     * @param hedgeAfter how late a first token may be before another leg is run beside the first
     * @param silence how long the client hears nothing at most
     */
    record Manner(Rescue rescue, Optional<Duration> hedgeAfter, Optional<Duration> silence) {}

    /** Runs the exchange to its end, one leg after the other. */
    void run(Exchange exchange, Delivery delivery, Course course, Rescue rescue, Duration total) {
        run(exchange, delivery, course, new Manner(rescue, Optional.empty(), Optional.empty()), total);
    }

    /**
     * Runs the exchange to its end.
     *
     * @param total longest time from now to the end
     */
    void run(Exchange exchange, Delivery delivery, Course course, Manner manner, Duration total) {
        if (exchange.over()) {
            return;
        }
        Optional<Failure> broke = exchange.bill().flatMap(bill -> bill.reserve(course.asked()));
        if (broke.isEmpty()) {
            begin(exchange, delivery, course, manner, total);
        } else if (broke.get() instanceof Failure.QuotaExhausted
                && course.forNothing().isPresent()) {
            delivery.answeredForNothing();
            begin(exchange, delivery, course.forNothing().get(), manner, total);
        } else {
            exchange.considers(course.notes());
            exchange.failed(delivery.fail(broke.get()), broke.get());
        }
    }

    private void begin(Exchange exchange, Delivery delivery, Course course, Manner manner, Duration total) {
        delivery.costs(exchange::costSoFar);
        exchange.considers(course.notes());
        Run run = new Run(exchange, delivery, course, manner);
        exchange.whenOverspent(failure -> delivery.execute(() -> run.endFor(failure)));
        Cancellable limit = timers.after(total, () -> run.timeIsUp(total));
        Cancellable heartbeat = manner.silence()
                .map(silence -> Heartbeat.start(timers, silence, delivery::keepAlive))
                .orElse(() -> {});
        exchange.whenOver(() -> {
            limit.cancel();
            heartbeat.cancel();
        });
        run.step();
    }

    /** The loop's state for one exchange. */
    private final class Run {
        private final Exchange exchange;
        private final Delivery delivery;
        private final Course course;
        private final Manner manner;
        /** The legs on their way: one, or two until one of them answers. */
        private final List<Running> running = new ArrayList<>();
        /** Why the answer broke off that the client has begun to read. */
        private Optional<Failure> brokeOff = Optional.empty();
        /** Why one of the legs was refused, while another may still answer. */
        private Optional<Failure> refusal = Optional.empty();

        private int begun;

        Run(Exchange exchange, Delivery delivery, Course course, Manner manner) {
            this.exchange = exchange;
            this.delivery = delivery;
            this.course = course;
            this.manner = manner;
        }

        void step() {
            switch (course.next()) {
                case Course.Next.Go(Leg leg) ->
                    start(leg, delivery.begun() ? Decision.Role.RESCUE : Decision.Role.USUAL);
                case Course.Next.Wait(Duration pause) -> exchange.waiting(timers.after(pause, this::step));
                case Course.Next.InLine(Slots.Turn turn, Duration longest) -> standInLine(turn, longest);
                case Course.Next.End(Failure failure) -> end(brokeOff.orElse(failure));
            }
        }

        /** Goes on when the turn comes or the wait is over, whichever is first. */
        private void standInLine(Slots.Turn turn, Duration longest) {
            Cancellable timer = timers.after(longest, this::step);
            exchange.waiting(() -> {
                timer.cancel();
                turn.leave();
            });
            Executor here = timers.here();
            turn.whenGranted(() -> here.execute(() -> {
                if (turn.waitsStill()) {
                    timer.cancel();
                    step();
                }
            }));
        }

        private void start(Leg leg, Decision.Role role) {
            begun++;
            delivery.attempted(begun);
            Running next = new Running(leg, exchange.begin(leg, role));
            running.add(next);
            next.start();
        }

        /** The first token is late: another leg is tried beside the one that runs. */
        private void hedge() {
            if (running.size() == 1 && !running.getFirst().answers) {
                course.spare().ifPresent(leg -> start(leg, Decision.Role.HEDGE));
            }
        }

        /** One leg on its way; hears of its end once. */
        private final class Running implements Lane.End {
            private final Leg leg;
            private final Attempt attempt;
            private final Entrant entrant;
            private Cancellable late = () -> {};
            private boolean answers;
            private boolean over;

            Running(Leg leg, Attempt attempt) {
                this.leg = leg;
                this.attempt = attempt;
                this.entrant = new Entrant(delivery, attempt, this::answer);
            }

            void start() {
                if (!delivery.begun()) {
                    late = manner.hedgeAfter()
                            .map(delay -> timers.after(delay, Run.this::hedge))
                            .orElse(() -> {});
                }
                attempt.onFirstToken(() -> course.answered(leg));
                Cancellable call = leg.lane().start(attempt, entrant, this);
                exchange.running(attempt, () -> {
                    call.cancel();
                    stop();
                });
            }

            /** Its first content is about to reach the client: the other leg has come too late. */
            private void answer() {
                answers = true;
                late.cancel();
                List.copyOf(running).stream().filter(other -> other != this).forEach(Running::outrun);
            }

            private void outrun() {
                exchange.attemptOutrun(attempt);
            }

            private void stop() {
                if (conclude()) {
                    course.stopped(leg);
                }
            }

            private boolean conclude() {
                boolean first = !over;
                over = true;
                late.cancel();
                entrant.leave();
                running.remove(this);
                return first;
            }

            @Override
            public void delivered() {
                if (conclude()) {
                    course.answered(leg);
                    exchange.delivered();
                }
            }

            @Override
            public void failed(Failure failure) {
                if (conclude()) {
                    decide(this, failure);
                }
            }
        }

        private void decide(Running failed, Failure failure) {
            Leg leg = failed.leg;
            Optional<Failure> atOnce = failed.attempt
                    .ruling()
                    .map(action -> course.failed(leg, failure, action))
                    .orElseGet(() -> course.failed(leg, failure));
            Failure told = Faults.towardsClient(failure, leg.where());
            if (!delivery.begun()) {
                refusal = refusal.or(() -> atOnce);
                if (othersMayAnswer(leg, failure)) {
                    exchange.attemptFailed(failed.attempt, failure);
                } else if (refusal.isPresent() || delivery.committed()) {
                    end(refusal.orElse(told));
                } else {
                    goOn(failed.attempt, failure);
                }
                return;
            }
            if (brokeOff.isEmpty()) {
                brokeOff = Optional.of(told);
            }
            Optional<Planner.Maker> goingOn = manner.rescue().after(failure, delivery);
            if (goingOn.isEmpty()) {
                end(brokeOff.get());
                return;
            }
            course.use(goingOn.get());
            goOn(failed.attempt, failure);
        }

        /**
         * Whether a leg runs on that may answer all the same: the same model of the same provider finds the same fault.
         */
        private boolean othersMayAnswer(Leg failed, Failure failure) {
            return running.stream()
                    .anyMatch(other -> !Faults.isRequestsOwn(failure) || !other.leg.asksTheSameAs(failed));
        }

        private void goOn(Attempt failed, Failure failure) {
            exchange.attemptFailed(failed, failure);
            step();
        }

        private void end(Failure failure) {
            exchange.failed(delivery.fail(failure), failure);
        }

        /** Ends what runs for a reason of ours. */
        void endFor(Failure failure) {
            if (!exchange.over()) {
                end(failure);
            }
        }

        void timeIsUp(Duration total) {
            endFor(new Failure.TimedOut(
                    "there was no whole answer within " + total.toSeconds() + " s (deadlines.request)"));
        }
    }
}
