package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.app.FaultyProviders.Fault;
import io.lingzhi.bench.simulator.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The sixteen provider faults, each in four protocols, judged as {@code docs/faults.md} says. All are asked at once,
 * and then looked at one by one. {@code -Dfaults.scale=original} runs them with the times of the original suite, which
 * takes two minutes.
 */
@Timeout(300)
class SixteenFaultsTest {
    private static final boolean ORIGINAL = "original".equals(System.getProperty("faults.scale"));

    private static final String LIMITS = ORIGINAL
            ? "deadlines: {response-head: 30s, first-token: 10s, idle: 30s}\n"
            : "deadlines: {response-head: 4s, first-token: 4s, idle: 4s}\n";

    private static final Duration BETWEEN = ORIGINAL ? Duration.ofSeconds(4) : Duration.ofMillis(500);
    private static final int SEQUENCE = ORIGINAL ? 20 : 14;

    private static final Fault S01 = new Fault("s01", "status=429*1;retry-after=2");
    private static final Fault S02 = new Fault("s02", "status=429");
    private static final Fault S03 = new Fault("s03", "status=500*1");
    private static final Fault S04 = new Fault("s04", "status=503");
    private static final Fault S05 = new Fault("s05", "reset*1");
    private static final Fault S06 = new Fault("s06", ORIGINAL ? "delay=120s" : "delay=30s");
    private static final Fault S07 = new Fault("s07", ORIGINAL ? "first=20s" : "first=15s");
    private static final Fault S08 = new Fault("s08", "cut@40t");
    private static final Fault S09 = new Fault("s09", "stall@20t");
    private static final Fault S10 = new Fault("s10", "malformed@10");
    private static final Fault S11 = new Fault("s11", "no-last");
    private static final Fault S12 =
            new Fault("s12", "status=400;code=context_length_exceeded", "good", "larger-context");
    private static final Fault S13 = new Fault("s13", "status=400;code=content_policy_violation");
    private static final Fault S14 = new Fault("s14", "cut@40t", "strict", "fallbacks");
    private static final Fault S15 = new Fault("s15", ORIGINAL ? "status=503*8" : "status=503*4");
    private static final Fault S16 = new Fault("s16", "status=503");
    /** Those that take their time; they are asked beside the others. */
    private static final List<Fault> SLOW = List.of(S06, S07, S09);

    private static final List<Fault> QUICK = List.of(S01, S02, S03, S04, S05, S08, S10, S11, S12, S13, S14, S16);

    @TempDir
    private static Path folder;

    private static final Map<String, Heard> HEARD = new ConcurrentHashMap<>();
    private static final Map<Speech, List<Heard>> SEQUENCES = new EnumMap<>(Speech.class);
    private static final List<FaultyProviders> RUNNING = new ArrayList<>();

    @BeforeAll
    static void askAll() throws Exception {
        List<Fault> all = new ArrayList<>(QUICK);
        all.addAll(SLOW);
        all.add(S15);
        FaultyProviders providers = new FaultyProviders(folder, LIMITS, all);
        RUNNING.add(providers);
        for (Speech speech : Speech.values()) {
            assertComplete(providers.ask(speech, "good-" + speech.word()));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledExecutorService clock = Executors.newScheduledThreadPool(Speech.values().length)) {
            List<Future<?>> asked = new ArrayList<>();
            Map<Speech, List<Future<Heard>>> sequences = new EnumMap<>(Speech.class);
            for (Speech speech : Speech.values()) {
                SLOW.forEach(fault -> asked.add(threads.submit(() -> ask(providers, fault, speech))));
                asked.add(threads.submit(() -> QUICK.forEach(fault -> ask(providers, fault, speech))));
                sequences.put(speech, sequence(providers, speech, clock));
            }
            for (Future<?> one : asked) {
                one.get();
            }
            for (Map.Entry<Speech, List<Future<Heard>>> sequence : sequences.entrySet()) {
                List<Heard> heard = new ArrayList<>();
                for (Future<Heard> one : sequence.getValue()) {
                    heard.add(one.get());
                }
                SEQUENCES.put(sequence.getKey(), heard);
            }
        }
    }

    private static void ask(FaultyProviders providers, Fault fault, Speech speech) {
        HEARD.put(fault.alias(speech), providers.ask(speech, fault.alias(speech)));
    }

    /** Requests evenly apart. */
    private static List<Future<Heard>> sequence(
            FaultyProviders providers, Speech speech, ScheduledExecutorService clock) {
        List<Future<Heard>> heard = new ArrayList<>();
        for (int i = 0; i < SEQUENCE; i++) {
            heard.add(clock.schedule(
                    () -> providers.ask(speech, S15.alias(speech)), BETWEEN.toMillis() * i, TimeUnit.MILLISECONDS));
        }
        return heard;
    }

    @AfterAll
    static void close() {
        RUNNING.forEach(FaultyProviders::close);
    }

    private static Heard heard(Fault fault, Speech speech) {
        Heard heard = HEARD.get(fault.alias(speech));
        if (heard == null) {
            throw new AssertionError(fault.alias(speech) + " was not asked");
        }
        return heard;
    }

    private static List<Received> tries(Fault fault, Speech speech) {
        return RUNNING.getFirst().tries(fault, speech);
    }

    private static Heard complete(Fault fault, Speech speech) {
        Heard heard = heard(fault, speech);
        assertComplete(heard);
        return heard;
    }

    private static void assertComplete(Heard heard) {
        assertThat(heard.end()).as("%s", heard).isEqualTo(Heard.End.FINISHED);
        assertThat(heard.text().strip().replaceAll("\\s+", " ")).isEqualTo(FaultyProviders.ANSWER);
    }

    private static void alive(Speech speech) {
        assertComplete(RUNNING.getFirst().ask(speech, "good-" + speech.word()));
    }

    @ParameterizedTest
    @EnumSource
    void s01WaitsAsLongAsARateLimitAsksFor(Speech speech) {
        complete(S01, speech);
        assertThat(tries(S01, speech)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(FaultyProviders.gap(tries(S01, speech))).isGreaterThanOrEqualTo(Duration.ofMillis(1800));
        assertThat(FaultyProviders.within(tries(S01, speech), Duration.ofMillis(1500)))
                .isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void s02DoesNotHammerARateLimit(Speech speech) {
        complete(S02, speech);
        assertThat(FaultyProviders.within(tries(S02, speech), Duration.ofSeconds(3)))
                .isLessThanOrEqualTo(4);
        assertThat(tries(S02, speech)).hasSizeLessThanOrEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void s03TriesTheSameOnceMoreAfterASingleError(Speech speech) {
        complete(S03, speech);
        assertThat(tries(S03, speech)).hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void s04AnswersThroughTheFallbackWhileTheFirstIsDown(Speech speech) {
        complete(S04, speech);
        assertThat(tries(S04, speech)).hasSizeLessThanOrEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void s05AnswersAfterAConnectionWasReset(Speech speech) {
        complete(S05, speech);
    }

    @ParameterizedTest
    @EnumSource
    void s06AsksASilentProviderOnce(Speech speech) {
        Heard heard = complete(S06, speech);
        assertThat(tries(S06, speech)).hasSize(1);
        assertThat(heard.took()).isLessThan(Duration.ofSeconds(ORIGINAL ? 100 : 25));
    }

    @ParameterizedTest
    @EnumSource
    void s07DoesNotWaitForALateFirstToken(Speech speech) {
        assertThat(complete(S07, speech).took()).isLessThan(Duration.ofSeconds(ORIGINAL ? 15 : 12));
    }

    @ParameterizedTest
    @EnumSource
    void s08CompletesAnAnswerThatIsCut(Speech speech) {
        complete(S08, speech);
    }

    @ParameterizedTest
    @EnumSource
    void s09CompletesAnAnswerThatStalls(Speech speech) {
        assertThat(complete(S09, speech).took()).isLessThan(Duration.ofSeconds(45));
        alive(speech);
    }

    @ParameterizedTest
    @EnumSource
    void s10CompletesAnAnswerWithAMalformedFrame(Speech speech) {
        complete(S10, speech);
        alive(speech);
    }

    @ParameterizedTest
    @EnumSource
    void s11NeedsNoLastFrame(Speech speech) {
        Heard heard = complete(S11, speech);
        assertThat(heard.took()).isLessThan(Duration.ofSeconds(8));
        assertThat(heard.usage()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void s12LeadsALongConversationToALargerModel(Speech speech) {
        complete(S12, speech);
        assertThat(tries(S12, speech)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void s13TellsOfAContentPolicyAndAsksNobodyElse(Speech speech) {
        Heard heard = heard(S13, speech);
        assertThat(heard.end()).isEqualTo(Heard.End.ERROR);
        assertThat(heard.failure()).containsIgnoringCase("polic");
        assertThat(tries(S13, speech)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void s14NeverTellsThatAFallbackTakesNoPrefill(Speech speech) {
        assertThat(complete(S14, speech).failure()).doesNotContain("prefill");
    }

    @ParameterizedTest
    @EnumSource
    void s15ServesThroughTheFallbackAndComesBack(Speech speech) {
        List<Heard> heard = SEQUENCES.getOrDefault(speech, List.of());
        assertThat(heard).hasSize(SEQUENCE).allSatisfy(SixteenFaultsTest::assertComplete);
        assertThat(heard.getLast().model()).startsWith("sim-s15-");
        long failed = tries(S15, speech).stream()
                .filter(received -> received.ending().status() == 503)
                .count();
        assertThat(failed).isEqualTo(ORIGINAL ? 8 : 4);
    }

    @ParameterizedTest
    @EnumSource
    void s16NamesTheModelThatAnswered(Speech speech) {
        Heard heard = complete(S16, speech);
        assertThat(heard.model()).startsWith("sim-good");
        assertThat(heard.usage()).isTrue();
        assertThat(tries(S16, speech)).hasSizeLessThanOrEqualTo(6);
    }
}
