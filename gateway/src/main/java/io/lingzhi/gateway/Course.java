package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Care;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.ErrorRule;
import io.lingzhi.gateway.credential.Asker;
import io.lingzhi.gateway.credential.HealthBoard;
import io.lingzhi.gateway.credential.Picker;
import io.lingzhi.gateway.credential.Slots;
import io.lingzhi.gateway.credential.Standing;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.credential.Verdict;
import io.lingzhi.gateway.route.Candidate;
import io.lingzhi.gateway.route.Stage;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Which try comes next in one exchange, and when to give up: stage by stage, in each the credentials that may be tried
 * now, in rounds with a pause between them. It takes leave of the {@link HealthBoard} for every leg, and must be told
 * how each ended. Where all that is left is at its limit of requests, it waits in line once, which is no round. Used on
 * one event loop.
 */
final class Course {
    /** Most legs of one exchange, whatever the configuration multiplies to. */
    private static final int MAX_LEGS = 64;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    /** Longest pause for the model that was asked for, where another one could answer now. */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    private final List<Stage> stages;
    private final Config.Routing routing;
    private final Means means;
    private final Terms terms;
    private final Instant giveUpAt;
    private final Notes notes = new Notes();
    private final Set<Target> triedInRound = new HashSet<>();
    private final Setbacks setbacks = new Setbacks();
    private int round;
    private int stage;
    private int legs;
    private boolean tooLong;
    private boolean goingOn;
    private Optional<Iterator<Target>> queue = Optional.empty();
    private final IdentityHashMap<Leg, Instant> begun = new IdentityHashMap<>(2);
    /** How many credentials of each stage were tried in this round. */
    private final IdentityHashMap<Stage, Integer> tried = new IdentityHashMap<>(2);
    /** What was stopped when another answered, with its stage: it may be asked again if that answer breaks off. */
    private final LinkedHashMap<Target, Stage> outrun = new LinkedHashMap<>();

    private final WaitInLine line;
    private final Considering considering;

    /**
     * What all courses share.
     *
     * @param clock goes on evenly, whatever the clock on the wall does
     * @param jitter lengthens a pause at random
     */
    record Means(Picker picker, HealthBoard health, InstantSource clock, UnaryOperator<Duration> jitter) {}

    /**
     * What holds for one exchange.
     *
     * @param total longest time until the last leg begins
     */
    record Terms(Duration total, Care.Waiting waiting, Asker asker) {}

    /** What to do next. */
    sealed interface Next {
        record Go(Leg leg) implements Next {}

        record Wait(Duration pause) implements Next {}

        /** To go on when the turn comes, at the latest after this time. */
        record InLine(Slots.Turn turn, Duration longest) implements Next {}

        record End(Failure failure) implements Next {}
    }

    /** @param total longest time until the last leg begins */
    Course(List<Stage> stages, Config.Routing routing, Duration total, Planner.Maker lanes, Means means) {
        this(stages, routing, new Terms(total, Care.USUAL.waiting(), Asker.ANYBODY), lanes, means);
    }

    Course(List<Stage> stages, Config.Routing routing, Terms terms, Planner.Maker lanes, Means means) {
        this.stages = stages;
        this.routing = routing;
        this.means = means;
        this.terms = terms;
        this.giveUpAt = means.clock().instant().plus(terms.total());
        this.line = new WaitInLine(means.health().slots(), terms.waiting());
        this.considering = new Considering(means.health(), setbacks, notes, line, lanes);
    }

    /** Goes on with lanes that complete an answer which broke off. */
    void use(Planner.Maker others) {
        considering.use(others);
        goingOn = true;
    }

    /** The same course with the process itself at its end, which answers when nobody else does. */
    Course orLocally(String model) {
        List<Stage> longer = new ArrayList<>(stages);
        longer.add(new Stage(Stage.Reason.FALLBACK, model, List.of(), Optional.of(model)));
        return through(longer);
    }

    /** The same course with nothing on it but the process itself, which costs nothing; empty: it is not on it. */
    Optional<Course> forNothing() {
        List<Stage> local = stages.stream()
                .filter(each -> each.local().isPresent() && wanted(each))
                .toList();
        return local.isEmpty() ? Optional.empty() : Optional.of(through(local));
    }

    private Course through(List<Stage> others) {
        Duration left = Duration.between(means.clock().instant(), giveUpAt);
        return new Course(others, routing, new Terms(left, terms.waiting(), terms.asker()), considering.lanes(), means);
    }

    /** The providers of the model that was asked for. */
    List<Candidate> asked() {
        return stages.getFirst().candidates();
    }

    /** Where this request could go, and where it went, as far as it has come. */
    Notes notes() {
        return notes;
    }

    /** What comes next. After a leg, tell how that ended before. */
    Next next() {
        Instant now = means.clock().instant();
        Optional<Leg> first = first(now);
        if (first.isPresent()) {
            return new Next.Go(go(first.get(), now));
        }
        for (; stage < stages.size(); nextStage()) {
            Optional<Leg> leg = pickHere(now);
            if (leg.isPresent()) {
                return new Next.Go(leg.get());
            }
            Optional<Duration> pause = stages.get(stage).reason() == Stage.Reason.ASKED ? soon(now) : Optional.empty();
            if (pause.isPresent()) {
                return anotherRound(pause.get());
            }
        }
        return line.next(here -> wanted(here) && mayTry(here), now, giveUpAt).orElseGet(() -> endRound(now));
    }

    /** Another leg of this round, to run beside one that is late; never one inside the process. */
    Optional<Leg> spare() {
        int local = 0;
        while (local < stages.size() && stages.get(local).local().isEmpty()) {
            local++;
        }
        int here = stage;
        Optional<Iterator<Target>> left = queue;
        Optional<Leg> leg = pickBefore(local, means.clock().instant());
        if (leg.isEmpty()) {
            stage = here;
            queue = left;
        }
        return leg;
    }

    private Optional<Leg> pickBefore(int end, Instant now) {
        for (; stage < end; nextStage()) {
            Optional<Leg> leg = pickHere(now);
            if (leg.isPresent()) {
                return leg;
            }
        }
        return Optional.empty();
    }

    private Optional<Leg> pickHere(Instant now) {
        Stage here = stages.get(stage);
        return wanted(here) ? pick(here, now).map(leg -> go(leg, now)) : Optional.empty();
    }

    private void nextStage() {
        stage++;
        queue = Optional.empty();
    }

    private Leg go(Leg leg, Instant now) {
        legs++;
        begun.put(leg, now);
        return leg;
    }

    /** The leg to the place that came free, or to one that was only late. */
    private Optional<Leg> first(Instant now) {
        Optional<Leg> leg = granted(now);
        while (leg.isEmpty() && !outrun.isEmpty() && legs < MAX_LEGS) {
            Map.Entry<Target, Stage> late = outrun.pollFirstEntry();
            if (wanted(late.getValue())) {
                leg = considering.leg(late.getValue(), late.getKey(), now);
            }
        }
        return leg;
    }

    /** The leg to the place that came free, if the wait for one was not in vain. */
    private Optional<Leg> granted(Instant now) {
        Optional<Slots.Lease> lease = line.granted();
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        Optional<Leg> leg = Optional.empty();
        try {
            leg = granted(lease.get(), now);
        } finally {
            if (leg.isEmpty()) {
                lease.get().close();
            }
        }
        return leg;
    }

    private Optional<Leg> granted(Slots.Lease lease, Instant now) {
        Stage here = line.freed(lease.target()).orElse(stages.getFirst());
        Optional<Leg> leg = considering.leg(here, lease, now);
        leg.ifPresent(_ -> countTried(here, lease.target()));
        return leg;
    }

    private void countTried(Stage here, Target target) {
        triedInRound.add(target);
        tried.merge(here, 1, Integer::sum);
    }

    private boolean wanted(Stage candidate) {
        return wanted(candidate.reason(), tooLong, setbacks);
    }

    /** Whether a model that is there for this reason may be asked now. */
    static boolean wanted(Stage.Reason reason, boolean tooLong, Setbacks setbacks) {
        return switch (reason) {
            case ASKED, FALLBACK -> !tooLong;
            case PREVIEW -> !tooLong && setbacks.onlyAllowances();
            case LARGER_CONTEXT -> tooLong;
        };
    }

    private Optional<Leg> pick(Stage here, Instant now) {
        if (here.local().isPresent()) {
            return pickLocal(here, here.local().get());
        }
        if (queue.isEmpty()) {
            queue = Optional.of(means.picker()
                    .order(here.model(), here.candidates(), routing, terms.asker(), now)
                    .iterator());
        }
        while (queue.get().hasNext() && mayTry(here)) {
            Target target = queue.get().next();
            if (triedInRound.contains(target) || retries(target) < round) {
                continue;
            }
            Optional<Leg> leg = considering.leg(here, target, now);
            if (leg.isPresent()) {
                countTried(here, target);
                return leg;
            }
        }
        return Optional.empty();
    }

    /** Whether another credential of this stage may be tried in this round. Those that are passed over do not count. */
    private boolean mayTry(Stage here) {
        int most = routing.maxRetryCredentials();
        return legs < MAX_LEGS && (most == 0 || tried.getOrDefault(here, 0) < most);
    }

    private Optional<Leg> pickLocal(Stage here, String model) {
        if (queue.isPresent()) {
            return Optional.empty();
        }
        skipToNextStage();
        return considering.local(here, model);
    }

    /** In how many further rounds this credential may be tried. */
    private int retries(Target target) {
        return target.provider().terms().requestRetry().orElse(routing.requestRetry());
    }

    /** The leg answers. */
    void answered(Leg leg) {
        Instant now = means.clock().instant();
        Optional<Instant> since = Optional.ofNullable(begun.remove(leg));
        since.ifPresent(start -> tell(leg, new Verdict.Answered(start)));
        leg.target().ifPresent(target -> {
            means.picker().answered(leg.stage().model(), terms.asker(), target, now);
            since.filter(_ -> considering.lanes().tellsLatency())
                    .ifPresent(start -> means.picker().measured(target, Duration.between(start, now), now));
        });
    }

    /** The leg was stopped before it told anything. */
    void stopped(Leg leg) {
        tell(leg, new Verdict.Stopped());
        leg.target().ifPresent(target -> outrun.put(target, leg.stage()));
    }

    /**
     * The leg came to nothing, and the operator has said what is done about that.
     *
     * @return the failure that the client must be told at once, if so
     */
    Optional<Failure> failed(Leg leg, Failure failure, ErrorRule.Action action) {
        tell(leg, action.coolsDown() ? new Verdict.Failed(Faults.againstCredential(failure)) : new Verdict.Stopped());
        Failure told = Faults.towardsClient(failure, leg.where());
        setbacks.failed(leg, failure, told, means.clock().instant());
        return action.goesOn() ? Optional.empty() : Optional.of(told);
    }

    /**
     * The leg came to nothing.
     *
     * @return the failure that the client must be told at once, if no other leg could answer
     */
    Optional<Failure> failed(Leg leg, Failure failure) {
        boolean telling = considering.lanes().tellsHealth(failure);
        tell(leg, telling ? new Verdict.Failed(failure) : new Verdict.Stopped());
        leg.target()
                .filter(_ -> telling)
                .ifPresent(target -> means.picker()
                        .failed(
                                leg.stage().model(),
                                terms.asker(),
                                target,
                                failure,
                                means.clock().instant()));
        Failure told = Faults.towardsClient(failure, leg.where());
        setbacks.failed(leg, failure, told, means.clock().instant());
        if (failure instanceof Failure.ContextTooLong) {
            tooLong = true;
            boolean elsewhere =
                    stages.stream().skip(stage).anyMatch(other -> other.reason() == Stage.Reason.LARGER_CONTEXT);
            skipToNextStage();
            return elsewhere ? Optional.empty() : Optional.of(told);
        }
        boolean final_ = Faults.isRequestsOwn(failure) || (Faults.isAllowance(failure) && !routing.switchProject());
        return final_ ? Optional.of(told) : Optional.empty();
    }

    private void skipToNextStage() {
        queue = Optional.of(List.<Target>of().iterator());
    }

    private void tell(Leg leg, Verdict verdict) {
        leg.target()
                .ifPresent(target ->
                        means.health().told(target, verdict, means.clock().instant()));
    }

    private Next endRound(Instant now) {
        Optional<Duration> pause = pause(now);
        if (pause.isEmpty()) {
            return new Next.End(setbacks.none() ? considering.unfit() : setbacks.told(now));
        }
        stage = 0;
        return anotherRound(pause.get());
    }

    /** The wait for the model that was asked for, if it failed just now and it is better than what another one says. */
    private Optional<Duration> soon(Instant now) {
        boolean otherModel = stages.stream().skip(stage + 1L).anyMatch(this::wanted);
        return otherModel && !goingOn && setbacks.worthRetrying()
                ? pause(now).filter(wait -> wait.compareTo(PATIENCE) <= 0)
                : Optional.empty();
    }

    /** The wait before another round; empty when there is none. */
    private Optional<Duration> pause(Instant now) {
        if (!setbacks.mayPass() || tooLong || round >= mostRounds() || legs >= MAX_LEGS) {
            return Optional.empty();
        }
        Duration least = FIRST_PAUSE.multipliedBy(1L << Math.min(round, 6));
        Duration wait = Setbacks.longer(Duration.between(now, earliest(now)), least);
        boolean tooLate =
                wait.compareTo(routing.maxRetryInterval()) > 0 || now.plus(wait).isAfter(giveUpAt);
        return tooLate ? Optional.empty() : Optional.of(wait);
    }

    private Next anotherRound(Duration wait) {
        round++;
        queue = Optional.empty();
        triedInRound.clear();
        tried.clear();
        line.newRound();
        setbacks.newRound();
        return new Next.Wait(Setbacks.shorter(means.jitter().apply(wait), routing.maxRetryInterval()));
    }

    /** How many further rounds there are for those that may still answer. */
    private int mostRounds() {
        return setbacks.targets().stream().mapToInt(this::retries).max().orElseGet(routing::requestRetry);
    }

    /** When the first of those that could answer may be tried again. */
    private Instant earliest(Instant now) {
        return setbacks.targets().stream()
                .map(target ->
                        means.health().standing(target, now) instanceof Standing.Blocked(Instant again, var ignored)
                                ? again
                                : now)
                .min(Instant::compareTo)
                .orElse(now);
    }
}
