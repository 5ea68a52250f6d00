package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Care;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.EntryTerms;
import io.lingzhi.gateway.credential.Asker;
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
import io.lingzhi.llm.protocol.FailureStatus;
import io.lingzhi.llm.protocol.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several exchanges that share credentials, in virtual time. */
class LimitedCredentialsTest {
    private static final Duration TOTAL = Duration.ofSeconds(60);

    private final VirtualTime time = new VirtualTime();
    private final HealthBoard health = new HealthBoard(Cooldowns.DEFAULT);
    private final Course.Means means =
            new Course.Means(new Picker(), health, new EvenClock(Instant.EPOCH, time), pause -> pause);
    private final List<RequestRecord> records = new ArrayList<>();
    private Config.Strategy strategy = Config.Strategy.FILL_FIRST;
    private Care.Waiting waiting = new Care.Waiting(10, Duration.ofSeconds(5));
    private int rounds;
    private int mostCredentials;

    /** One exchange with the lanes that it started, by the credential of each. */
    private final class Asking {
        final List<String> credentials = new ArrayList<>();
        final List<ScriptedLane> lanes = new ArrayList<>();
        final RecordingDelivery client = new RecordingDelivery();
        final Exchange exchange = new Exchange(
                new Surroundings(records::add, () -> Instant.EPOCH, time, Bills.FREE),
                Protocol.OPENAI_CHAT,
                "chat",
                new Caller("key-1", "req"),
                () -> {});

        Asking(Asker asker, Config.Provider... providers) {
            List<Candidate> candidates = new ArrayList<>();
            for (Config.Provider provider : providers) {
                provider.models().forEach(model -> candidates.add(new Candidate(provider, model.name())));
            }
            Stage stage = new Stage(Stage.Reason.ASKED, "m", candidates, Optional.empty());
            Config.Routing routing =
                    new Config.Routing(strategy, false, rounds, mostCredentials, Duration.ofSeconds(30), true, false);
            Course.Terms terms = new Course.Terms(TOTAL, waiting, asker);
            Course course = new Course(List.of(stage), routing, terms, new Lanes(), means);
            new Attempts(time).run(exchange, client, course, Rescue.none(), TOTAL);
        }

        private final class Lanes implements Planner.Maker {
            @Override
            public Optional<Lane> upstream(Target target) {
                return Optional.of((attempt, delivery, end) -> {
                    ScriptedLane lane = new ScriptedLane("lane", new ArrayList<>());
                    credentials.add(target.credential().id() + "/" + target.upstreamModel());
                    lanes.add(lane);
                    return lane.start(attempt, delivery, end);
                });
            }

            @Override
            public Lane local(String model) {
                throw new AssertionError("nothing is local here");
            }
        }

        void answers() {
            lanes.getLast().sends("hello");
            lanes.getLast().ends();
        }

        void fails(Failure failure) {
            lanes.getLast().fails(failure);
        }
    }

    private Asking ask(Config.Provider... providers) {
        return new Asking(Asker.ANYBODY, providers);
    }

    private static Config.Provider provider(int all, int each, String... keys) {
        return Configs.withTerms(
                Configs.provider("p", "http://127.0.0.1:1", "up", "m", keys),
                new EntryTerms(true, Optional.empty(), all, each));
    }

    @Test
    void spillsToTheNextCredentialAndThenWaitsInLine() {
        Config.Provider two = provider(0, 1, "a", "b");
        Asking first = ask(two);
        Asking second = ask(two);
        Asking third = ask(two);
        Asking fourth = ask(two);
        assertThat(first.credentials).containsExactly("p-1/up");
        assertThat(second.credentials).containsExactly("p-2/up");
        assertThat(third.credentials).isEmpty();

        second.answers();
        assertThat(third.credentials).containsExactly("p-2/up");
        assertThat(fourth.credentials).isEmpty();
        first.answers();
        assertThat(fourth.credentials).containsExactly("p-1/up");
        third.answers();
        fourth.answers();
        assertThat(List.of(third.client.ended, fourth.client.ended)).containsOnly(true);
        assertThat(time.waiting()).isZero();
        assertAllFree("p-1", "p-2");
    }

    @Test
    void tellsAClientThatWaitedInVainWhenToComeBack() {
        Config.Provider one = provider(1, 0, "a");
        Asking first = ask(one);
        Asking second = ask(one);
        time.pass(Duration.ofMillis(4_999));
        assertThat(second.client.failures).isEmpty();
        time.pass(Duration.ofMillis(1));

        Failure told = second.client.failures.getFirst();
        assertThat(told).isInstanceOf(Failure.Overloaded.class);
        assertThat(told.message()).contains("as many requests under way as it may");
        assertThat(FailureStatus.of(told)).isEqualTo(503);
        assertThat(FailureStatus.headers(told)).containsEntry("retry-after", "1");
        first.answers();
        assertAllFree("p-1");
        assertThat(health.slots().waiting()).isZero();
    }

    @Test
    void refusesAtOnceWhenTheLineIsFull() {
        waiting = new Care.Waiting(1, Duration.ofSeconds(5));
        Config.Provider one = provider(0, 1, "a");
        Asking first = ask(one);
        Asking second = ask(one);
        Asking third = ask(one);
        assertThat(third.client.failures).singleElement().isInstanceOf(Failure.Overloaded.class);
        first.answers();
        assertThat(second.credentials).hasSize(1);
    }

    @Test
    void waitsWithoutUsingUpARound() {
        rounds = 0;
        Config.Provider one = provider(0, 1, "a");
        Asking first = ask(one);
        Asking second = ask(one);
        time.pass(Duration.ofSeconds(3));
        first.answers();
        assertThat(second.credentials).hasSize(1);
    }

    @Test
    void givesThePlaceBackHoweverARequestEnds() {
        Config.Provider one = provider(0, 1, "a");
        Asking first = ask(one);
        first.fails(Failure.InvalidRequest.of("bad"));
        assertAllFree("p-1");
        Asking second = ask(one);
        second.exchange.gone();
        assertAllFree("p-1");
        Asking third = ask(one);
        third.lanes.getLast().sends("hel");
        third.exchange.gone();
        assertAllFree("p-1");
        ask(one);
        time.pass(TOTAL);
        assertAllFree("p-1");
    }

    @Test
    void whoHangsUpInLineLeavesThePlaceToTheNext() {
        Config.Provider one = provider(0, 1, "a");
        Asking first = ask(one);
        Asking gone = ask(one);
        Asking next = ask(one);
        gone.exchange.gone();
        first.answers();
        assertThat(gone.credentials).isEmpty();
        assertThat(next.credentials).hasSize(1);
        next.answers();
        assertAllFree("p-1");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void goesOnWithOthersWhenTheOneItWaitedForFails() {
        Config.Provider two = provider(0, 1, "a", "b");
        Asking first = ask(two);
        Asking second = ask(two);
        Asking third = ask(two);
        first.answers();
        third.fails(new Failure.UpstreamFault("500"));
        assertThat(third.client.failures).isEmpty();
        second.answers();
        assertThat(third.credentials).containsExactly("p-1/up", "p-2/up");
        third.answers();
        assertThat(third.client.ended).isTrue();
    }

    @Test
    void spreadsThreeKeysEvenly() {
        strategy = Config.Strategy.ROUND_ROBIN;
        Config.Provider three = provider(0, 0, "a", "b", "c");
        List<String> used = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Asking each = ask(three);
            each.answers();
            used.addAll(each.credentials);
        }
        for (String id : List.of("p-1/up", "p-2/up", "p-3/up")) {
            assertThat(used.stream().filter(id::equals).count()).isBetween(33L, 34L);
        }
    }

    @Test
    void fillsTheFirstUntilItIsExhaustedAndThenTheNext() {
        Config.Provider three = provider(0, 0, "a", "b", "c");
        Failure exhausted = new Failure.QuotaExhausted("no more", Optional.of(Duration.ofHours(1)));
        for (String id : List.of("p-1/up", "p-2/up", "p-3/up")) {
            Asking good = ask(three);
            good.answers();
            assertThat(good.credentials).containsExactly(id);
            Asking last = ask(three);
            assertThat(last.credentials).containsExactly(id);
            last.fails(exhausted);
        }
        assertThat(ask(three).credentials).isEmpty();
    }

    @Test
    void quotaWithAHintOfTwoSecondsBringsTheKeyBackThenAndNotBefore() {
        Config.Provider one = provider(0, 0, "a");
        ask(one).fails(new Failure.RateLimited("429", Optional.of(Duration.ofSeconds(2))));
        time.pass(Duration.ofMillis(1_999));
        Asking early = ask(one);
        assertThat(early.credentials).isEmpty();
        assertThat(early.client.failures).singleElement().isInstanceOf(Failure.RateLimited.class);
        time.pass(Duration.ofMillis(1));
        assertThat(ask(one).credentials).hasSize(1);
    }

    @Test
    void keepsAConversationAndMovesItWhenItsKeyFails() {
        strategy = Config.Strategy.ROUND_ROBIN;
        Config.Provider three = provider(0, 0, "a", "b", "c");
        Asker session = new Asker(Optional.of("s"), Duration.ofHours(1));
        for (int i = 0; i < 6; i++) {
            Asking each = new Asking(session, three);
            each.answers();
            assertThat(each.credentials).containsExactly("p-1/up");
        }
        Asking moved = new Asking(session, three);
        moved.fails(new Failure.UpstreamFault("500"));
        moved.answers();
        String other = moved.credentials.getLast();
        assertThat(other).isNotEqualTo("p-1/up");
        time.pass(Duration.ofMinutes(2));
        for (int i = 0; i < 6; i++) {
            Asking each = new Asking(session, three);
            each.answers();
            assertThat(each.credentials).containsExactly(other);
        }
    }

    @Test
    void oneAliasOfTwoUpstreamModelsIsAPool() {
        strategy = Config.Strategy.ROUND_ROBIN;
        Config.Provider pool = pool();
        Asking first = ask(pool);
        first.answers();
        Asking second = ask(pool);
        second.answers();
        assertThat(List.of(first.credentials, second.credentials))
                .containsExactly(List.of("p-1/up-a"), List.of("p-1/up-b"));

        Asking third = ask(pool);
        third.fails(new Failure.RateLimited("429", Optional.of(Duration.ofHours(1))));
        third.answers();
        assertThat(third.credentials).containsExactly("p-1/up-a", "p-1/up-b");
        for (int i = 0; i < 4; i++) {
            Asking each = ask(pool);
            each.answers();
            assertThat(each.credentials).containsExactly("p-1/up-b");
        }
    }

    private static Config.Provider pool() {
        Config.Provider base = Configs.provider("p", "http://127.0.0.1:1", "up", "m", "a");
        return new Config.Provider(
                base.kind(),
                base.name(),
                true,
                base.prefix(),
                base.baseUrl(),
                base.headers(),
                base.credentials(),
                List.of(new Config.Model("up-a", "m"), new Config.Model("up-b", "m")),
                List.of(),
                0);
    }

    @Test
    void anEntryMayHaveRoundsOfItsOwn() {
        rounds = 0;
        Config.Provider again = Configs.withTerms(
                Configs.provider("p", "http://127.0.0.1:1", "up", "m", "a"),
                new EntryTerms(true, Optional.of(1), 0, 0));
        Asking asking = ask(again);
        asking.fails(new Failure.UpstreamFault("500"));
        time.pass(Duration.ofSeconds(1));
        assertThat(asking.credentials).hasSize(2);
        asking.fails(new Failure.UpstreamFault("500"));
        time.pass(Duration.ofSeconds(10));
        assertThat(asking.credentials).hasSize(2);
    }

    @Test
    void triesNoMoreCredentialsThanAllowedAndPassesOthersOver() {
        mostCredentials = 2;
        Config.Provider four = provider(0, 0, "a", "b", "c", "d");
        health.switchOff("p-1");
        Asking asking = ask(four);
        asking.fails(new Failure.UpstreamFault("500"));
        asking.fails(new Failure.UpstreamFault("500"));
        assertThat(asking.credentials).containsExactly("p-2/up", "p-3/up");
        assertThat(asking.client.failures).hasSize(1);
    }

    @Test
    void countsACredentialThatItWaitsForAmongThoseAllowed() {
        mostCredentials = 1;
        Config.Provider two = provider(0, 1, "a", "b");
        Asking first = ask(two);
        Asking second = ask(two);
        first.answers();
        second.fails(new Failure.UpstreamFault("500"));
        assertThat(second.credentials).containsExactly("p-2/up");
        assertThat(second.client.failures).hasSize(1);
    }

    @Test
    void tellsThatAllWereTakenOutByHand() {
        Config.Provider one = provider(0, 0, "a");
        health.drain("p-1");
        Failure told = ask(one).client.failures.getFirst();
        assertThat(told).isInstanceOf(Failure.NoCredential.class);
        assertThat(told.message()).contains("by hand");
        health.switchOn("p-1");
        assertThat(ask(one).credentials).hasSize(1);
    }

    private void assertAllFree(String... credentials) {
        for (String credential : credentials) {
            assertThat(health.slots().underWay(credential)).as(credential).isZero();
        }
    }
}
