package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.ErrorRule;
import io.lingzhi.gateway.credential.Cooldowns;
import io.lingzhi.gateway.credential.HealthBoard;
import io.lingzhi.gateway.credential.Picker;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.route.Candidate;
import io.lingzhi.gateway.route.Stage;
import io.lingzhi.gateway.upstream.VirtualTime;
import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptsTest {
    private static final Failure FAULT = new Failure.UpstreamFault("it broke");

    private static final Failure UNFIT = Failure.InvalidRequest.of("it cannot be said there");

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HealthBoard health = new HealthBoard(Cooldowns.DEFAULT);
    private final VirtualTime time = new VirtualTime();
    private final List<String> journal = new ArrayList<>();
    private final List<RequestRecord> records = new ArrayList<>();
    private final List<String> afterwards = new ArrayList<>();
    private final RecordingDelivery client = new RecordingDelivery();
    private final Exchange exchange = new Exchange(
            new Surroundings(records::add, () -> Instant.EPOCH, time, Bills.FREE),
            Protocol.OPENAI_CHAT,
            "chat",
            new Caller("key-1", "req-1"),
            () -> afterwards.add("over"));
    private final ScriptedLane first = new ScriptedLane("first", journal);
    private final ScriptedLane second = new ScriptedLane("second", journal);
    /** Whose upstreams cannot carry the request. */
    private final Set<String> unfit = new HashSet<>();

    @Test
    void asksNobodyElseWhenTheFirstAnswers() {
        run(0, Duration.ZERO);
        first.sends("hello");
        first.ends();

        assertThat(journal).containsExactly("first");
        assertThat(client.bytes).hasToString("hello");
        assertThat(client.ended).isTrue();
        assertThat(record().status()).isEqualTo(200);
        assertThat(record().failureKind()).isEmpty();
        assertThat(afterwards).containsExactly("over");
    }

    @ParameterizedTest
    @MethodSource("passingOn")
    void asksTheNextCredentialWhenOneFails(Failure failure) {
        run(0, Duration.ZERO);
        first.fails(failure);
        second.sends("hello");
        second.ends();

        assertThat(journal).contains("first", "second");
        assertThat(client.failures).isEmpty();
        assertThat(record().status()).isEqualTo(200);
        assertThat(record().attempts()).extracting(AttemptRecord::credentialId).containsExactly("first", "second");
        assertThat(record().attempts().getFirst().failureKind())
                .contains(failure.getClass().getSimpleName());
    }

    static List<Failure> passingOn() {
        return List.of(
                new Failure.Unauthenticated("m"),
                new Failure.Forbidden("m"),
                new Failure.UnknownModel("m", List.of()),
                new Failure.NoCredential("m"),
                new Failure.RateLimited("m", Optional.empty()),
                new Failure.QuotaExhausted("m", Optional.empty()),
                new Failure.Overloaded("m", Optional.empty()),
                new Failure.Unreachable("m"),
                new Failure.TimedOut("m"),
                new Failure.UpstreamFault("m"),
                new Failure.Unsupported("m"),
                new Failure.InternalFault("m"));
    }

    @ParameterizedTest
    @MethodSource("requestsOwn")
    void burnsNoOtherCredentialOnARequestThatIsWrong(Failure failure) {
        run(3, Duration.ofSeconds(30));
        first.fails(failure);

        assertThat(journal).doesNotContain("second");
        assertThat(client.failures).containsExactly(failure);
        assertThat(time.waiting()).isZero();
        assertThat(record().attempts()).hasSize(1);
    }

    static List<Failure> requestsOwn() {
        return List.of(Failure.InvalidRequest.of("m"), new Failure.PayloadTooLarge("m"), new Failure.UnknownRoute("m"));
    }

    @Test
    void retriesNothingOnceAByteHasReachedTheClient() {
        run(3, Duration.ofSeconds(30));
        first.sends("hel");
        first.fails(FAULT);
        time.pass(Duration.ofSeconds(60));

        assertThat(journal).doesNotContain("second");
        assertThat(client.failures).containsExactly(FAULT);
        assertThat(record().status()).isEqualTo(200);
        assertThat(record().failureKind()).contains("UpstreamFault");
    }

    @Test
    void triesAllAgainAfterAPauseThatDoubles() {
        run(2, Duration.ofSeconds(30));
        failBoth(FAULT);
        time.pass(Duration.ofMillis(249));
        assertThat(starts()).hasSize(2);
        time.pass(Duration.ofMillis(1));
        assertThat(starts()).hasSize(3);
        failBoth(FAULT);
        time.pass(Duration.ofMillis(499));
        assertThat(starts()).hasSize(4);
        time.pass(Duration.ofMillis(1));
        failBoth(FAULT);
        time.pass(Duration.ofMinutes(1));

        assertThat(starts()).containsExactly("first", "second", "first", "second", "first", "second");
        assertThat(client.failures)
                .containsExactly(new Failure.UpstreamFault("it broke (tried: p/first: failed, p/second: failed)"));
        assertThat(record().attempts()).hasSize(6);
    }

    @Test
    void waitsAsLongAsTheUpstreamAsks() {
        run(1, Duration.ofSeconds(30));
        failBoth(new Failure.RateLimited("slow down", Optional.of(Duration.ofSeconds(7))));
        time.pass(Duration.ofMillis(6999));
        assertThat(starts()).hasSize(2);
        time.pass(Duration.ofMillis(1));
        assertThat(starts()).hasSize(3);
    }

    @Test
    void doesNotWaitLongerThanAllowed() {
        Failure limited = new Failure.RateLimited("slow down", Optional.of(Duration.ofSeconds(31)));
        run(1, Duration.ofSeconds(30));
        failBoth(limited);

        assertThat(client.failures).singleElement().isInstanceOf(Failure.RateLimited.class);
        assertThat(time.waiting()).isZero();
        assertThat(record().status()).isEqualTo(429);
    }

    @Test
    void tellsWhenTheFirstOfAllIsBack() {
        run(0, Duration.ZERO);
        first.fails(new Failure.RateLimited("slow down", Optional.of(Duration.ofSeconds(40))));
        time.pass(SECOND);
        second.fails(new Failure.RateLimited("slow down", Optional.of(Duration.ofHours(1))));

        assertThat(client.failures.getFirst().retryAfter()).contains(Duration.ofSeconds(39));
    }

    @Test
    void asksAgainWhenTheUpstreamSaysThatItWasTooSlow() {
        run(1, Duration.ofSeconds(30));
        failBoth(new Failure.TimedOut("504", true));
        time.pass(Duration.ofMillis(250));
        assertThat(starts()).containsExactly("first", "second", "first");
    }

    @Test
    void passesOverOneThatCannotCarryTheRequest() {
        unfit.add("first");
        run(0, Duration.ZERO);
        second.sends("hello");
        second.ends();

        assertThat(journal).containsExactly("second");
        assertThat(record().status()).isEqualTo(200);
    }

    @Test
    void tellsWhatFailedRatherThanThatAnotherCouldNotCarryTheRequest() {
        unfit.add("second");
        run(0, Duration.ZERO);
        first.fails(FAULT);
        assertThat(client.failures).containsExactly(FAULT);
    }

    @Test
    void tellsWhyNobodyCanCarryTheRequest() {
        unfit.addAll(List.of("first", "second"));
        run(3, Duration.ofSeconds(30));
        assertThat(client.failures).containsExactly(UNFIT);
    }

    @Test
    void startsNothingForAClientThatLeftBefore() {
        exchange.gone();
        run(3, Duration.ofSeconds(30));

        assertThat(journal).isEmpty();
        assertThat(time.waiting()).isZero();
        assertThat(record().status()).isEqualTo(499);
    }

    @Test
    void doesNotWaitPastTheTotalDeadline() {
        run(9, Duration.ofHours(1));
        failBoth(new Failure.RateLimited("slow down", Optional.of(Duration.ofSeconds(31))));
        assertThat(client.failures).hasSize(1);
    }

    @Test
    void doesNotRetryWhatWillNotPass() {
        run(3, Duration.ofSeconds(30));
        failBoth(new Failure.QuotaExhausted("no money", Optional.empty()));
        assertThat(client.failures).hasSize(1);
        assertThat(starts()).hasSize(2);
    }

    @Test
    void tellsTheFailureThatMayPassRatherThanTheLastOne() {
        run(0, Duration.ZERO);
        first.fails(new Failure.RateLimited("slow down", Optional.of(Duration.ofSeconds(3))));
        second.fails(new Failure.Unauthenticated("wrong key"));
        assertThat(client.failures).singleElement().isInstanceOf(Failure.RateLimited.class);
    }

    @Test
    void neverTellsTheClientThatItsKeyIsWrongWhenOursIs() {
        run(0, Duration.ZERO);
        failBoth(new Failure.Unauthenticated("Incorrect API key provided: sk-secret"));

        Failure told = client.failures.getFirst();
        assertThat(told).isInstanceOf(Failure.NoCredential.class);
        assertThat(told.message()).contains("second", "provider p").doesNotContain("sk-secret");
        assertThat(record().status()).isEqualTo(503);
        assertThat(record().attempts().getFirst().failureKind()).contains("Unauthenticated");
    }

    @Test
    void stopsTheRunningAttemptWhenTheClientLeaves() {
        run(3, Duration.ofSeconds(30));
        exchange.gone();

        assertThat(journal).containsExactly("first", "first cancelled");
        assertThat(record().status()).isEqualTo(499);
        assertThat(record().failureKind()).contains("ClientGone");
        assertThat(record().attempts()).hasSize(1);
    }

    @Test
    void stopsWaitingWhenTheClientLeaves() {
        run(3, Duration.ofSeconds(30));
        failBoth(FAULT);
        assertThat(time.waiting()).isEqualTo(2);
        exchange.gone();

        assertThat(time.waiting()).isZero();
        assertThat(record().status()).isEqualTo(499);
    }

    @Test
    void hearsNothingOfAnAttemptOnceTheClientHasLeft() {
        run(0, Duration.ZERO);
        exchange.gone();
        first.fails(FAULT);

        assertThat(starts()).containsExactly("first");
        assertThat(client.failures).isEmpty();
        assertThat(records).hasSize(1);
        assertThat(afterwards).containsExactly("over");
    }

    @Test
    void stopsAnAttemptThatCameToNothing() {
        run(0, Duration.ZERO);
        first.fails(FAULT);
        assertThat(journal).containsExactly("first", "first cancelled", "second");
    }

    @Test
    void leavesTheConnectionOfAGoodAnswerAlone() {
        run(0, Duration.ZERO);
        first.ends();
        assertThat(journal).containsExactly("first");
    }

    @Test
    void recordsTheUsageOfEveryAttempt() {
        run(0, Duration.ZERO);
        first.attempt().answered(200);
        first.attempt().observe(List.of(new StreamEvent.UsageReported(new Usage(10, 1, 0, 0, 0))));
        first.fails(FAULT);
        second.attempt().answered(200);
        second.attempt().observe(List.of(new StreamEvent.UsageReported(new Usage(20, 2, 5, 0, 1))));
        second.ends();

        assertThat(record().usage()).isEqualTo(new Usage(30, 3, 5, 0, 1));
        assertThat(record().attempts())
                .extracting(AttemptRecord::usage)
                .containsExactly(Optional.of(new Usage(10, 1, 0, 0, 0)), Optional.of(new Usage(20, 2, 5, 0, 1)));
    }

    @Test
    void keepsUnknownUsageUnknown() {
        run(0, Duration.ZERO);
        first.attempt().answered(200);
        first.ends();
        assertThat(record().attempts().getFirst().usage()).isEmpty();
        assertThat(record().knownUsage()).isEmpty();
    }

    @Test
    void measuresFromTheRequestsArrivalAndFromTheAttemptsStart() {
        run(0, Duration.ZERO);
        time.pass(Duration.ofMillis(100));
        first.fails(FAULT);
        time.pass(Duration.ofMillis(30));
        second.attempt().observe(List.of(new StreamEvent.TextDelta("h")));
        time.pass(Duration.ofMillis(20));
        second.ends();

        assertThat(record().latency()).isEqualTo(Duration.ofMillis(150));
        assertThat(record().timeToFirstToken()).contains(Duration.ofMillis(130));
        assertThat(record().attempts().getLast().latency()).isEqualTo(Duration.ofMillis(50));
        assertThat(record().attempts().getLast().timeToFirstToken()).contains(Duration.ofMillis(30));
    }

    private void run(int rounds, Duration longestPause) {
        start(rounds, longestPause, new Attempts.Manner(Rescue.none(), Optional.empty(), Optional.empty()));
    }

    private void start(int rounds, Duration longestPause, Attempts.Manner manner) {
        Config config = Configs.of().retrying(rounds, longestPause).config();
        Map<String, ScriptedLane> lanes = Map.of("first", first, "second", second);
        Config.Provider provider = Configs.withCredentials(
                Configs.provider("p", "http://127.0.0.1:1", "m", "m"),
                Configs.credential("first", "key-of-the-first", 1),
                Configs.credential("second", "key-of-the-second", 1));
        Stage stage = new Stage(Stage.Reason.ASKED, "m", List.of(new Candidate(provider, "m")), Optional.empty());
        Planner.Maker maker = new Planner.Maker() {
            @Override
            public Optional<Lane> upstream(Target target) throws RejectedException {
                if (unfit.contains(target.credential().id())) {
                    throw new RejectedException(UNFIT);
                }
                return Optional.ofNullable(lanes.get(target.credential().id()));
            }

            @Override
            public Lane local(String model) {
                throw new AssertionError("nothing is local here");
            }
        };
        Course.Means means = new Course.Means(new Picker(), health, new EvenClock(Instant.EPOCH, time), pause -> pause);
        Duration total = config.deadlines().request();
        Course course = new Course(List.of(stage), config.routing(), total, maker, means);
        new Attempts(time).run(exchange, client, course, manner, total);
    }

    @ParameterizedTest
    @EnumSource(ErrorRule.Action.class)
    void doesWithAnErrorWhatTheOperatorSays(ErrorRule.Action action) {
        run(0, Duration.ZERO);
        first.attempt().ruled(action);
        first.fails(Failure.InvalidRequest.of("it says"));

        assertThat(starts().contains("second")).isEqualTo(action.goesOn());
        assertThat(client.failures).hasSize(action.goesOn() ? 0 : 1);
        assertThat(health.entries(Instant.EPOCH)).hasSize(action.coolsDown() ? 1 : 0);
    }

    @Test
    void keepsTheClientAwakeFromTheFirstWaitOn() {
        start(0, Duration.ZERO, new Attempts.Manner(Rescue.none(), Optional.empty(), Optional.of(SECOND)));
        time.pass(Duration.ofMillis(2500));
        assertThat(client.keptAlive).isEqualTo(2);
        first.fails(FAULT);
        second.ends();
        time.pass(Duration.ofMinutes(1));
        assertThat(client.keptAlive).isEqualTo(2);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void tellsHowManyAttemptsWereMade() {
        run(0, Duration.ZERO);
        assertThat(client.attempts).isEqualTo(1);
        first.fails(FAULT);
        assertThat(client.attempts).isEqualTo(2);
    }

    private void failBoth(Failure failure) {
        first.fails(failure);
        second.fails(failure);
    }

    private List<String> starts() {
        return journal.stream().filter(line -> !line.endsWith("cancelled")).toList();
    }

    private RequestRecord record() {
        assertThat(records).hasSize(1);
        return records.getFirst();
    }
}
