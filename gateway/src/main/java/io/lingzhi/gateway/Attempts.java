package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Slots;
import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.gateway.upstream.Timers;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The only failover loop. It takes one leg of the {@link Course} after the other until one answers, the course ends,
 * the time is up, or the client is gone. Once a byte of an answer has reached the client, the legs that follow are
 * those of a {@link Rescue}, or none.
 */
public final class Attempts {
    private final Timers timers;

    public Attempts(Timers timers) {
        this.timers = timers;
    }

    /**
     * Runs the exchange to its end.
     *
     * @param total longest time from now to the end
     */
    void run(Exchange exchange, Delivery delivery, Course course, Rescue rescue, Duration total) {
        Run run = new Run(exchange, delivery, course, rescue);
        exchange.whenOver(timers.after(total, () -> run.timeIsUp(total))::cancel);
        run.step();
    }

    /** The loop's state for one exchange. */
    private final class Run {
        private final Exchange exchange;
        private final Delivery delivery;
        private final Course course;
        private final Rescue rescue;
        /** Why the answer broke off that the client has begun to read. */
        private Optional<Failure> brokeOff = Optional.empty();

        Run(Exchange exchange, Delivery delivery, Course course, Rescue rescue) {
            this.exchange = exchange;
            this.delivery = delivery;
            this.course = course;
            this.rescue = rescue;
        }

        void step() {
            switch (course.next()) {
                case Course.Next.Go(Leg leg) -> start(leg);
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

        private void start(Leg leg) {
            delivery.begins();
            Attempt attempt = exchange.begin(leg.where());
            Running running = new Running(leg);
            attempt.onFirstToken(() -> course.answered(leg));
            Cancellable call = leg.lane().start(attempt, delivery, running);
            exchange.running(attempt, () -> {
                call.cancel();
                running.stop();
            });
        }

        /** One leg on its way; hears of its end once. */
        private final class Running implements Lane.End {
            private final Leg leg;
            private boolean over;

            Running(Leg leg) {
                this.leg = leg;
            }

            void stop() {
                if (!over) {
                    over = true;
                    course.stopped(leg);
                }
            }

            @Override
            public void delivered() {
                if (!over) {
                    over = true;
                    course.answered(leg);
                    exchange.delivered();
                }
            }

            @Override
            public void failed(Failure failure) {
                if (!over) {
                    over = true;
                    decide(leg, failure);
                }
            }
        }

        private void decide(Leg leg, Failure failure) {
            Optional<Failure> atOnce = course.failed(leg, failure);
            if (!delivery.begun()) {
                if (atOnce.isPresent() || delivery.committed()) {
                    end(atOnce.orElseGet(() -> Faults.towardsClient(failure, leg.where())));
                } else {
                    exchange.attemptFailed(failure);
                    step();
                }
                return;
            }
            Failure told = Faults.towardsClient(failure, leg.where());
            if (brokeOff.isEmpty()) {
                brokeOff = Optional.of(told);
            }
            Optional<Planner.Maker> goingOn = rescue.after(failure, delivery);
            if (goingOn.isEmpty()) {
                end(brokeOff.get());
                return;
            }
            exchange.attemptFailed(failure);
            course.use(goingOn.get());
            step();
        }

        private void end(Failure failure) {
            exchange.failed(delivery.fail(failure), failure);
        }

        void timeIsUp(Duration total) {
            if (!exchange.over()) {
                end(new Failure.TimedOut(
                        "there was no whole answer within " + total.toSeconds() + " s (deadlines.total)"));
            }
        }
    }
}
