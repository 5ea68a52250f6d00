package io.lingzhi.gateway.world;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.HealthBoard;
import io.lingzhi.gateway.credential.Standing;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at a world that is over, and says what should not have been. */
final class Judge {
    /** Timers may be late. */
    private static final Duration GRACE = Duration.ofMillis(20);

    private static final int MOST_RESCUES = 4;

    private final World world;
    private final List<String> findings = new ArrayList<>();

    Judge(World world) {
        this.world = world;
    }

    List<String> findings() {
        findings.addAll(world.early);
        findings.addAll(world.blocks.found());
        for (Ask ask : world.scenario.asks()) {
            List<RequestRecord> records = world.records.stream()
                    .filter(record -> record.requestId().equals(World.id(ask)))
                    .toList();
            if (records.size() == 1) {
                new One(ask, records.getFirst()).judge();
            } else {
                findings.add(World.id(ask) + " has " + records.size() + " records");
            }
        }
        nothingIsLeft();
        return findings;
    }

    private void nothingIsLeft() {
        if (world.loop.owed() != 0) {
            findings.add(world.loop.owed() + " timers are left over");
        }
        if (world.admission.underWay() != 0) {
            findings.add(world.admission.underWay() + " places are left over");
        }
        for (Upstream upstream : world.scenario.upstreams().values()) {
            int held = world.health.slots().underWay(upstream.credentialId());
            if (held != 0) {
                findings.add(held + " places at " + upstream.credentialId() + " were never given back");
            }
        }
        if (world.health.slots().waiting() != 0) {
            findings.add(world.health.slots().waiting() + " are in line for ever");
        }
        boolean running = world.calls.values().stream().flatMap(List::stream).anyMatch(Call::running);
        if (running) {
            findings.add("a call runs on");
        }
        Instant now = Instant.EPOCH.plusNanos(world.loop.getAsLong()).plus(Duration.ofMinutes(31));
        for (HealthBoard.Entry entry : world.health.entries(now)) {
            Target target = target(entry);
            if (entry.probeAt().isBefore(now) && world.health.standing(target, now) instanceof Standing.Blocked) {
                findings.add("the leave to try " + entry.credentialId() + " was never given back");
            }
        }
    }

    private Target target(HealthBoard.Entry entry) {
        for (Config.Provider provider : world.scenario.config().providers()) {
            for (Config.Credential credential : provider.credentials()) {
                if (credential.id().equals(entry.credentialId())) {
                    return new Target(provider, credential, entry.model());
                }
            }
        }
        throw new AssertionError("nobody knows " + entry);
    }

    /** One request. */
    private final class One {
        private final Ask ask;
        private final RequestRecord record;
        private final Config config;
        private final List<Call> calls;
        private final Told told;

        One(Ask ask, RequestRecord record) {
            this.ask = ask;
            this.record = record;
            this.config = world.foundBy(ask);
            this.calls = world.calls.getOrDefault(ask.number(), List.of());
            this.told = told();
        }

        private Told told() {
            ChatStream inside = world.insiders.get(ask.number());
            Client client = world.clients.get(ask.number());
            if (inside != null) {
                return Told.by(inside);
            }
            return client == null
                    ? new Told.Nonsense("it never came")
                    : Told.by(client, ask.wire().orElseThrow());
        }

        private void find(String what) {
            findings.add(World.id(ask) + ": " + what);
        }

        private void require(boolean right, String otherwise) {
            if (!right) {
                find(otherwise);
            }
        }

        void judge() {
            outcome();
            oneAnswer();
            oneVoice();
            bounds();
            ledger();
            answeredIfPossible();
            goodOnesAreNotGivenUp();
        }

        private boolean left() {
            return record.status() == 499;
        }

        /** Its client may have been sent a whole answer whose end could not be sent in time. */
        private boolean stuck() {
            return ask.patience() instanceof Ask.Patience.Stuck;
        }

        private void outcome() {
            Client client = world.clients.get(ask.number());
            if (client != null) {
                require(client.afterTheEnd() == 0, "the client was sent more than one answer");
                require(
                        client.gone() == left(),
                        "the record says " + record.status() + " of a client "
                                + (client.gone() ? "that left" : "that stayed"));
                require(left() || client.status() == record.status(), "the record tells another status");
            }
            switch (told) {
                case Told.Complete _ ->
                    require(
                            left() || stuck() || record.failureKind().isEmpty(),
                            "a good answer is recorded as " + record.failureKind());
                case Told.Broken _, Told.Refused _ ->
                    require(record.failureKind().isPresent(), "a failure is recorded as a good answer");
                case Told.Left _ -> {}
                case Told.Nonsense(String why) -> find(why);
            }
            boolean ours = record.failureKind().filter("InternalFault"::equals).isPresent()
                    && calls.stream()
                            .noneMatch(call -> call.failure()
                                    .filter(Failure.InternalFault.class::isInstance)
                                    .isPresent());
            require(!ours, "the gateway itself failed");
        }

        private void oneAnswer() {
            switch (told) {
                case Told.Complete(Answer answer) ->
                    require(logical().contains(answer), "the answer is none of those given, or not whole: " + answer);
                case Told.Broken(Answer beginning, var ignored) -> mustBegin(beginning);
                case Told.Left(Answer beginning) -> mustBegin(beginning);
                case Told.Refused _, Told.Nonsense _ -> {}
            }
        }

        /** Behind the first piece of the answer at most one call runs. */
        private void oneVoice() {
            Client client = world.clients.get(ask.number());
            if (client == null || !client.begun()) {
                return;
            }
            long voices = calls.stream()
                    .filter(call -> call.startedAt <= client.begunAt() && call.endedAt() > client.begunAt())
                    .count();
            require(voices <= 1, voices + " calls ran on when the client was being answered");
        }

        private void mustBegin(Answer beginning) {
            require(
                    logical().stream().anyMatch(beginning::begins),
                    "what was told is the beginning of no answer: " + beginning);
        }

        private List<Answer> logical() {
            List<Answer> answers = new ArrayList<>(List.of(LocalWords.ANSWER));
            calls.forEach(call -> answers.add(call.logical));
            return answers;
        }

        private void bounds() {
            Duration total = config.deadlines().total();
            require(record.latency().compareTo(total.plus(GRACE)) <= 0, "it took " + record.latency());
            int rounds = config.routing().requestRetry() + 1;
            List<Call> tries = tries();
            Map<String, Long> perTarget = tries.stream()
                    .collect(Collectors.groupingBy(
                            call -> call.upstream.credentialId() + " " + call.model, Collectors.counting()));
            perTarget.forEach((target, count) ->
                    require(count <= rounds, target + " was tried " + count + " times in " + rounds + " rounds"));
            int most = config.routing().maxRetryCredentials();
            Map<String, Long> perModel =
                    tries.stream().collect(Collectors.groupingBy(call -> call.model, Collectors.counting()));
            perModel.forEach((model, count) -> require(
                    most == 0 || count <= (long) most * rounds * stages(model),
                    model + " was tried " + count + " times with at most " + most + " credentials"));
            Duration inLine = config.care().waiting().longest().plus(GRACE);
            long longest = config.routing()
                    .maxRetryInterval()
                    .plus(GRACE)
                    .multipliedBy(rounds)
                    .plus(inLine)
                    .toNanos();
            long ended = Long.MAX_VALUE;
            for (int i = 1; i < calls.size(); i++) {
                ended = Math.max(i == 1 ? 0 : ended, calls.get(i - 1).endedAt());
                long pause = calls.get(i).startedAt - ended;
                require(
                        pause <= longest,
                        "it waited " + Duration.ofNanos(pause) + " before call " + calls.get(i).number);
            }
        }

        /** In how many places of its course this request may come to a model: the limit holds for each of them. */
        private int stages(String upstreamModel) {
            String model = upstreamModel.substring("u-".length());
            List<String> stages = new ArrayList<>(List.of(ask.model()));
            stages.addAll(config.chains().fallbacks().getOrDefault(ask.model(), List.of()));
            stages.addAll(config.chains().largerContext().getOrDefault(ask.model(), List.of()));
            return Collections.frequency(stages, model);
        }

        /** Those that count: one that was only too late may be tried once more. */
        private List<Call> tries() {
            return calls.stream()
                    .filter(call -> !call.refusedToGoOn() && calls.stream().noneMatch(call::mayBeOutrunBy))
                    .toList();
        }

        private void ledger() {
            List<String> seen = calls.stream()
                    .filter(call -> !call.refusedToGoOn())
                    .map(call -> call.upstream.credentialId() + " " + call.model)
                    .collect(Collectors.toCollection(ArrayList::new));
            List<String> written = record.attempts().stream()
                    .filter(attempt -> !attempt.provider().equals("local"))
                    .map(attempt -> attempt.credentialId() + " " + attempt.upstreamModel())
                    .toList();
            require(seen.equals(written), "the ledger has " + written + ", the world saw " + seen);
            Usage sum = Usage.NONE;
            for (AttemptRecord attempt : record.attempts()) {
                sum = sum.plus(attempt.usage().orElse(Usage.NONE));
            }
            require(sum.equals(record.usage()), "the tokens of the attempts are not those of the request");
            if (seen.equals(written)) {
                eachAttempt();
            }
        }

        /** One answered, if one did; those that came too late are recorded so, and only those. */
        private void eachAttempt() {
            List<Call> own =
                    calls.stream().filter(call -> !call.refusedToGoOn()).toList();
            List<AttemptRecord> written = record.attempts().stream()
                    .filter(attempt -> !attempt.provider().equals("local"))
                    .toList();
            for (int i = 0; i < own.size(); i++) {
                Call call = own.get(i);
                AttemptRecord attempt = written.get(i);
                boolean outrun = attempt.failureKind().filter("Outrun"::equals).isPresent();
                require(
                        !outrun || (world.hedged(ask) && calls.stream().anyMatch(call::mayBeOutrunBy)),
                        "call " + call.number + " is recorded as outrun, and was not");
                boolean answered = told instanceof Told.Complete
                        && !left()
                        && !stuck()
                        && attempt.failureKind().isEmpty();
                require(
                        !answered || !call.usageIsTold() || attempt.usage().equals(Optional.of(call.usage)),
                        "the ledger has " + attempt.usage() + ", the upstream told " + call.usage);
            }
            long good = record.attempts().stream()
                    .filter(attempt -> attempt.failureKind().isEmpty())
                    .count();
            require(
                    left() || stuck() || good == (told instanceof Told.Complete ? 1 : 0),
                    good + " attempts are recorded as good");
        }

        /** A good candidate that was there all the time must have answered. */
        private void answeredIfPossible() {
            boolean answered = told instanceof Told.Complete || left();
            if (!answered && goodCandidate() && nothingForbids() && couldBeGoneOnWith()) {
                find("a good candidate was there, and the client was told " + told);
            }
        }

        /** No deadline ends what a good upstream says, however slow the client is, but those of the whole. */
        private void goodOnesAreNotGivenUp() {
            if (stuck() || !config.deadlines().total().equals(Scenario.AMPLE)) {
                return;
            }
            calls.stream()
                    .filter(call -> call.upstream.nature() == Upstream.Nature.GOOD && !call.refusedToGoOn())
                    .forEach(call -> call.failure()
                            .ifPresent(failure -> find("good call " + call.number + " came to nothing: " + failure)));
        }

        private boolean goodCandidate() {
            List<String> models = new ArrayList<>(List.of(ask.model()));
            models.addAll(config.chains().fallbacks().getOrDefault(ask.model(), List.of()));
            return models.contains(Scenario.LOCAL)
                    || config.providers().stream()
                            .filter(provider ->
                                    provider.models().stream().anyMatch(model -> models.contains(model.alias())))
                            .filter(this::hasRoom)
                            .flatMap(provider -> provider.credentials().stream())
                            .anyMatch(this::good);
        }

        /** A place for everybody, or a line in which everybody gets one; who is stuck keeps a place for long. */
        private boolean hasRoom(Config.Provider provider) {
            boolean noLimit =
                    provider.terms().maxInFlight() == 0 && provider.terms().credentialMaxInFlight() == 0;
            boolean allMoveOn =
                    world.scenario.asks().stream().noneMatch(other -> other.patience() instanceof Ask.Patience.Stuck);
            return noLimit
                    || (allMoveOn
                            && config.care().waiting().places()
                                    >= world.scenario.asks().size());
        }

        private boolean good(Config.Credential credential) {
            return world.scenario.upstreams().values().stream()
                    .anyMatch(upstream -> upstream.credentialId().equals(credential.id())
                            && upstream.nature() == Upstream.Nature.GOOD);
        }

        private boolean nothingForbids() {
            boolean told =
                    calls.stream().flatMap(call -> call.failure().stream()).anyMatch(this::isFinal);
            return !told
                    && config.routing().maxRetryCredentials() == 0
                    && config.deadlines().total().equals(Scenario.AMPLE)
                    && config.limits().inFlight() > world.scenario.asks().size()
                    && !stuck();
        }

        private boolean isFinal(Failure failure) {
            boolean allowance = failure instanceof Failure.RateLimited || failure instanceof Failure.QuotaExhausted;
            return failure instanceof Failure.InvalidRequest
                    || failure instanceof Failure.PayloadTooLarge
                    || failure instanceof Failure.UnknownRoute
                    || failure instanceof Failure.ContextTooLong
                    || (allowance && !config.routing().switchProject());
        }

        /** Whether an answer that broke off before the client could be completed by another. */
        private boolean couldBeGoneOnWith() {
            List<Call> broken = calls.stream().dropWhile(call -> !call.spoke()).toList();
            boolean unusable = broken.stream()
                    .flatMap(call -> call.failure().stream())
                    .anyMatch(Failure.InternalFault.class::isInstance);
            Config.RescueMode mode = ask.mode(config);
            boolean heldBack = ask.wire().isPresent() && (!ask.stream() || mode == Config.RescueMode.ASSURED);
            boolean alike = mode == Config.RescueMode.CONTINUE
                    && ask.agreed()
                    && broken.size() <= MOST_RESCUES
                    && !unusable
                    && goodUpstream();
            return broken.isEmpty() || heldBack || alike;
        }

        private boolean goodUpstream() {
            return config.chains().fallbacks().getOrDefault(ask.model(), List.of()).stream()
                    .noneMatch(Scenario.LOCAL::equals);
        }
    }
}
