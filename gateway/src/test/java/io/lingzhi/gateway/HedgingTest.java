package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.Cooldowns;
import io.lingzhi.gateway.credential.HealthBoard;
import io.lingzhi.gateway.credential.Picker;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.route.Candidate;
import io.lingzhi.gateway.route.Stage;
import io.lingzhi.gateway.upstream.VirtualTime;
import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.Considered;
import io.lingzhi.gateway.usage.Decision;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.protocol.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A second attempt beside one whose first token is late. */
class HedgingTest {
    private static final Duration LATE = Duration.ofSeconds(2);
    private static final Duration TOTAL = Duration.ofSeconds(30);
    private static final Failure FAULT = new Failure.UpstreamFault("it broke");

    private final VirtualTime time = new VirtualTime();
    private final List<String> journal = new ArrayList<>();
    private final List<RequestRecord> records = new ArrayList<>();
    private final RecordingDelivery client = new RecordingDelivery();
    private final HealthBoard health = new HealthBoard(Cooldowns.DEFAULT);
    private final Map<String, ScriptedLane> lanes = new LinkedHashMap<>();
    private final Exchange exchange = new Exchange(
            new Surroundings(records::add, () -> Instant.EPOCH, time, Bills.FREE),
            Protocol.OPENAI_CHAT,
            "chat",
            new Caller("key-1", "req-1"),
            () -> {});

    @Test
    void startsNoSecondWhenTheFirstAnswersInTime() {
        run("a", "b");
        time.pass(LATE.minusMillis(1));
        lane("a").sends("hello");
        time.pass(LATE);
        assertThat(journal).containsExactly("a");
    }

    @Test
    void startsASecondWhenTheFirstTokenIsLateAndTakesTheFirstThatAnswers() {
        run("a", "b");
        time.pass(LATE);
        assertThat(journal).containsExactly("a", "b");
        lane("b").sends("hello");
        assertThat(journal).containsExactly("a", "b", "a cancelled");
        lane("a").sends("too late");
        lane("b").ends();

        assertThat(client.bytes).hasToString("hello");
        assertThat(record().status()).isEqualTo(200);
        assertThat(record().attempts()).extracting(AttemptRecord::credentialId).containsExactly("a", "b");
        assertThat(record().attempts())
                .extracting(AttemptRecord::failureKind)
                .containsExactly(Optional.of("Outrun"), Optional.empty());
        assertThat(record().decision().ways())
                .extracting(Decision.Way::role)
                .containsExactly(Decision.Role.USUAL, Decision.Role.HEDGE);
        assertThat(record().decision().considered())
                .extracting(Considered::credentialId)
                .containsExactly("a", "b");
        assertThat(health.entries(Instant.EPOCH)).isEmpty();
    }

    @Test
    void takesTheFirstAttemptIfThatAnswersAfterAll() {
        run("a", "b");
        time.pass(LATE);
        lane("a").sends("hello");
        lane("a").ends();
        assertThat(journal).containsExactly("a", "b", "b cancelled");
        assertThat(client.bytes).hasToString("hello");
        assertThat(record().attempts().getLast().failureKind()).contains("Outrun");
    }

    @Test
    void recordsWhatTheLoserCost() {
        run("a", "b");
        time.pass(LATE);
        lane("a").attempt().observe(List.of(new StreamEvent.UsageReported(new Usage(10, 1, 0, 0, 0))));
        lane("b").attempt().observe(List.of(new StreamEvent.UsageReported(new Usage(20, 2, 0, 0, 0))));
        lane("b").sends("hello");
        lane("b").ends();
        assertThat(record().usage()).isEqualTo(new Usage(30, 3, 0, 0, 0));
    }

    @Test
    void waitsForTheOtherWhenOneFails() {
        run("a", "b", "c");
        time.pass(LATE);
        lane("a").fails(FAULT);
        assertThat(journal).containsExactly("a", "b", "a cancelled");
        lane("b").sends("hello");
        lane("b").ends();
        assertThat(client.failures).isEmpty();
        assertThat(record().attempts()).hasSize(2);
    }

    @Test
    void goesOnWhenBothFail() {
        run("a", "b", "c");
        time.pass(LATE);
        lane("b").fails(FAULT);
        lane("a").fails(FAULT);
        lane("c").sends("hello");
        lane("c").ends();
        assertThat(client.bytes).hasToString("hello");
        assertThat(record().attempts()).extracting(AttemptRecord::credentialId).containsExactly("a", "b", "c");
    }

    @Test
    void asksTheLoserAgainWhenTheAnswerOfTheWinnerBreaksOff() {
        run(new AssuredDelivery(client, 1 << 20), "a", "b");
        time.pass(LATE);
        lane("b").sends("hel");
        lane("b").fails(FAULT);
        assertThat(journal).containsExactly("a", "b", "a cancelled", "b cancelled", "a");
        lane("a").sends("hello");
        lane("a").ends();
        assertThat(client.bytes).hasToString("hello");
        assertThat(record().attempts())
                .extracting(AttemptRecord::failureKind)
                .containsExactly(Optional.of("Outrun"), Optional.of("UpstreamFault"), Optional.empty());
    }

    @Test
    void runsAtMostTwoAtOnce() {
        run("a", "b", "c");
        time.pass(LATE.multipliedBy(5));
        assertThat(journal).containsExactly("a", "b");
    }

    @Test
    void stopsBothWhenTheClientLeaves() {
        run("a", "b");
        time.pass(LATE);
        exchange.gone();
        assertThat(journal).containsExactly("a", "b", "a cancelled", "b cancelled");
        assertThat(record().status()).isEqualTo(499);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void stopsBothWhenTheRequestIsWrong() {
        run("a", "b");
        time.pass(LATE);
        lane("a").fails(Failure.InvalidRequest.of("no"));
        assertThat(journal).containsExactly("a", "b", "a cancelled", "b cancelled");
        assertThat(client.failures).hasSize(1);
        assertThat(record().attempts()).hasSize(2);
    }

    @Test
    void waitsForTheOtherWhenOnlyThisModelRefuses() {
        run(client, List.of(stage(Stage.Reason.ASKED, "m", "a"), stage(Stage.Reason.FALLBACK, "small", "b")));
        time.pass(LATE);
        lane("b").fails(new Failure.ContextTooLong("too long for a small one"));
        assertThat(journal).containsExactly("a", "b", "b cancelled");
        lane("a").sends("hello");
        lane("a").ends();
        assertThat(client.failures).isEmpty();
        assertThat(client.bytes).hasToString("hello");
        assertThat(record().status()).isEqualTo(200);
    }

    @Test
    void tellsTheRefusalWhenTheOtherFailsToo() {
        run(client, List.of(stage(Stage.Reason.ASKED, "m", "a"), stage(Stage.Reason.FALLBACK, "small", "b")));
        time.pass(LATE);
        lane("b").fails(Failure.InvalidRequest.of("no"));
        lane("a").fails(FAULT);
        assertThat(client.failures).containsExactly(Failure.InvalidRequest.of("no"));
        assertThat(record().attempts()).hasSize(2);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void looksForAnotherInVainWithoutPassingOverALargerModel() {
        run(client, List.of(stage(Stage.Reason.ASKED, "m", "a"), stage(Stage.Reason.LARGER_CONTEXT, "big", "b")));
        time.pass(LATE);
        lane("a").fails(new Failure.ContextTooLong("too long"));
        lane("b").sends("hello");
        lane("b").ends();
        assertThat(client.bytes).hasToString("hello");
        assertThat(client.failures).isEmpty();
    }

    @Test
    void stopsBothWhenTheTimeIsUp() {
        run("a", "b");
        time.pass(TOTAL);
        assertThat(client.failures).singleElement().isInstanceOf(Failure.TimedOut.class);
        assertThat(journal).contains("a cancelled", "b cancelled");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void waitsOnWhenNobodyElseCanBeAsked() {
        run("a");
        time.pass(LATE.multipliedBy(3));
        lane("a").sends("hello");
        lane("a").ends();
        assertThat(journal).containsExactly("a");
        assertThat(record().status()).isEqualTo(200);
    }

    private void run(String... names) {
        run(client, names);
    }

    private void run(Delivery delivery, String... names) {
        run(delivery, List.of(stage(Stage.Reason.ASKED, "m", names)));
    }

    private Stage stage(Stage.Reason reason, String model, String... names) {
        Config.Credential[] credentials = new Config.Credential[names.length];
        for (int i = 0; i < names.length; i++) {
            lanes.put(names[i], new ScriptedLane(names[i], journal));
            credentials[i] = Configs.credential(names[i], "key-of-" + names[i], 1);
        }
        Config.Provider provider =
                Configs.withCredentials(Configs.provider("p", "http://127.0.0.1:1", model, model), credentials);
        return new Stage(reason, model, List.of(new Candidate(provider, model)), Optional.empty());
    }

    private void run(Delivery delivery, List<Stage> stages) {
        Config config = Configs.of().config();
        Planner.Maker maker = new Planner.Maker() {
            @Override
            public Optional<Lane> upstream(Target target) {
                return Optional.ofNullable(lanes.get(target.credential().id()));
            }

            @Override
            public Lane local(String model) {
                throw new AssertionError("nothing is local here");
            }
        };
        Course.Means means = new Course.Means(new Picker(), health, new EvenClock(Instant.EPOCH, time), pause -> pause);
        Course course = new Course(stages, config.routing(), TOTAL, maker, means);
        Attempts.Manner manner = new Attempts.Manner(Rescue.none(), Optional.of(LATE), Optional.empty());
        new Attempts(time).run(exchange, delivery, course, manner, TOTAL);
    }

    private ScriptedLane lane(String name) {
        ScriptedLane lane = lanes.get(name);
        if (lane == null) {
            throw new AssertionError("there is no lane " + name);
        }
        return lane;
    }

    private RequestRecord record() {
        assertThat(records).hasSize(1);
        return records.getFirst();
    }
}
