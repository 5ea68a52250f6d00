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
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a model is asked once more, and when another one is asked instead. */
class PatienceTest {
    private final VirtualTime time = new VirtualTime();
    private final List<String> journal = new ArrayList<>();
    private final List<RequestRecord> records = new ArrayList<>();
    private final RecordingDelivery client = new RecordingDelivery();
    private final Exchange exchange = new Exchange(
            new Surroundings(records::add, () -> Instant.EPOCH, time),
            Protocol.OPENAI_CHAT,
            "chat",
            new Caller("key-1", "req-1"),
            () -> {});
    private final ScriptedLane asked = new ScriptedLane("asked", journal);
    private final ScriptedLane other = new ScriptedLane("other", journal);

    @Test
    void asksTheModelItselfOnceMoreBeforeAnotherOne() {
        run(2);
        asked.fails(new Failure.UpstreamFault("500"));
        time.pass(Duration.ofMillis(249));
        assertThat(starts()).containsExactly("asked");
        time.pass(Duration.ofMillis(1));
        assertThat(starts()).containsExactly("asked", "asked");
    }

    @Test
    void asksAnotherModelWhenTheRoundsAreOver() {
        run(1);
        asked.fails(new Failure.UpstreamFault("500"));
        time.pass(Duration.ofMillis(250));
        asked.fails(new Failure.UpstreamFault("500"));
        assertThat(starts()).containsExactly("asked", "asked", "other");
    }

    @Test
    void waitsTheShortWhileThatTheUpstreamAsksFor() {
        run(2);
        asked.fails(new Failure.RateLimited("slow down", Optional.of(Duration.ofSeconds(2))));
        time.pass(Duration.ofMillis(1999));
        assertThat(starts()).containsExactly("asked");
        time.pass(Duration.ofMillis(1));
        assertThat(starts()).containsExactly("asked", "asked");
    }

    @Test
    void asksAnotherModelAtOnceRatherThanWaitLong() {
        run(2);
        asked.fails(new Failure.RateLimited("slow down", Optional.of(Duration.ofSeconds(3))));
        assertThat(starts()).containsExactly("asked", "other");
    }

    @Test
    void asksAnotherModelAtOnceWhenTheFirstWasSilent() {
        run(2);
        asked.fails(new Failure.TimedOut("nothing came"));
        assertThat(starts()).containsExactly("asked", "other");
    }

    @Test
    void asksAnotherModelAtOnceWhenNoneIsLeftForAFurtherRound() {
        run(0);
        asked.fails(new Failure.UpstreamFault("500"));
        assertThat(starts()).containsExactly("asked", "other");
    }

    private void run(int rounds) {
        Config config = Configs.of().retrying(rounds, Duration.ofSeconds(30)).config();
        Planner.Maker maker = new Planner.Maker() {
            @Override
            public Optional<Lane> upstream(Target target) {
                return Optional.of(target.upstreamModel().equals("asked") ? asked : other);
            }

            @Override
            public Lane local(String model) {
                throw new AssertionError("nothing is local here");
            }
        };
        Course.Means means = new Course.Means(
                new Picker(), new HealthBoard(Cooldowns.DEFAULT), new EvenClock(Instant.EPOCH, time), pause -> pause);
        Duration total = config.deadlines().total();
        List<Stage> stages = List.of(stage(Stage.Reason.ASKED, "asked"), stage(Stage.Reason.FALLBACK, "other"));
        Course course = new Course(stages, config.routing(), total, maker, means);
        new Attempts(time).run(exchange, client, course, Rescue.none(), total);
    }

    private static Stage stage(Stage.Reason reason, String model) {
        Config.Provider provider = Configs.provider("p-" + model, "http://127.0.0.1:1", model, model, "key-" + model);
        return new Stage(reason, model, List.of(new Candidate(provider, model)), Optional.empty());
    }

    private List<String> starts() {
        return journal.stream().filter(line -> !line.endsWith("cancelled")).toList();
    }
}
