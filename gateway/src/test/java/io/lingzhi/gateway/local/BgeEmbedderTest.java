package io.lingzhi.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BgeEmbedderTest {
    private static final BgeEmbedder EMBEDDER = new BgeEmbedder(2, Duration.ofMinutes(2), System::nanoTime);

    @AfterAll
    static void free() {
        EMBEDDER.close();
    }

    @Test
    void tellsUpperCaseNamesApart() {
        // The reference values; without lower-casing both are 1.
        assertThat(cosine("Java", "Redis")).isCloseTo(0.666, within(0.005));
        assertThat(cosine("GPT 模型", "HTTP 模型")).isCloseTo(0.695, within(0.005));
    }

    @Test
    void isNearForTheSameMeaningAndFarForAnother() {
        assertThat(cosine("年假有几天", "员工每年有十五天带薪休假")).isCloseTo(0.608, within(0.01));
        assertThat(cosine("年假有几天", "服务器使用Linux系统")).isCloseTo(0.225, within(0.01));
    }

    @Test
    void givesUnitVectorsInTheOrderOfTheTexts() {
        Embedding.Complete both = complete(List.of("灵知", "Redis"));
        assertThat(both.vectors()).hasSize(2).allSatisfy(vector -> {
            assertThat(vector).hasSize(LocalProvider.DIMENSIONS);
            assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
        });
        assertThat(both.vectors().getFirst()).containsExactly(vector("灵知"));
        assertThat(both.vectors().getLast()).containsExactly(vector("Redis"));
        assertThat(both.vectors().getFirst()[0]).isCloseTo(0.0040566f, within(0.001f));
    }

    @Test
    void countsTokensAndTheTextsThatWereCut() {
        Embedding.Complete complete = complete(List.of("灵知", "中".repeat(510), "中".repeat(511)));
        assertThat(complete.tokens()).isEqualTo(4 + 512 + 512);
        assertThat(complete.truncated()).isEqualTo(1);
    }

    @Test
    void embedsTextsThatHoldNoWord() {
        assertThat(complete(List.of(" ", "\u200b")).tokens()).isEqualTo(4);
    }

    @Test
    void sameTextGivesTheSameVectorOnManyThreads() throws Exception {
        float[] expected = vector("并发测试");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<float[]>> calls = Collections.nCopies(32, () -> vector("并发测试"));
            for (Future<float[]> call : callers.invokeAll(calls)) {
                assertThat(call.get()).containsExactly(expected);
            }
        }
    }

    @Test
    void refusesWhatIsTooMuchOrNothing() {
        assertThat(refusal(List.of())).contains("0 texts", "1 to 2048");
        assertThat(refusal(Collections.nCopies(2049, "a"))).contains("2049");
        assertThat(refusal(List.of("a", ""))).contains("text 1", "empty");
        assertThat(refusal(List.of("a".repeat(BgeEmbedder.MAX_CHARACTERS + 1)))).contains("100001", "100000");
    }

    @Test
    void aCallEndsAtItsDeadlineAndSaysHowFarItCame() {
        try (BgeEmbedder hasty = new BgeEmbedder(1, Duration.ZERO, () -> 0)) {
            assertThat(failure(hasty.embed(List.of("a", "b"))))
                    .isInstanceOf(Failure.TimedOut.class)
                    .extracting(Failure::message)
                    .asString()
                    .contains("0 of 2");
        }
    }

    @Test
    void anInterruptedCallerGetsAFailureAndStaysInterrupted() {
        // A fresh one, whose model is still to be loaded: its answer cannot be there before the interrupt is noticed.
        try (BgeEmbedder fresh = new BgeEmbedder(1, Duration.ofMinutes(1), System::nanoTime)) {
            Thread.currentThread().interrupt();
            Embedding given = fresh.embed(List.of("a"));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure(given)).isInstanceOf(Failure.TimedOut.class);
        }
    }

    @Test
    void refusesCallsAfterItWasClosed() {
        BgeEmbedder closed = new BgeEmbedder(1, Duration.ofMinutes(1), System::nanoTime);
        closed.close();
        closed.close();
        assertThat(failure(closed.embed(List.of("a")))).isInstanceOf(Failure.Overloaded.class);
    }

    @Test
    void callsThatWaitFailAtOnceWhenItCloses() throws Exception {
        BgeEmbedder closing = new BgeEmbedder(1, Duration.ofMinutes(2), System::nanoTime);
        List<String> many = Collections.nCopies(BgeEmbedder.MAX_TEXTS, "中".repeat(510));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Embedding>> calls = IntStream.range(0, 4)
                    .mapToObj(i -> callers.submit(() -> closing.embed(many)))
                    .toList();
            closing.embed(List.of("a"));
            closing.close();
            for (Future<Embedding> call : calls) {
                assertThat(failure(call.get())).isInstanceOf(Failure.Overloaded.class);
            }
        }
    }

    private static double cosine(String one, String other) {
        return dot(vector(one), vector(other));
    }

    private static double dot(float[] one, float[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> (double) one[i] * other[i])
                .sum();
    }

    private static float[] vector(String text) {
        return complete(List.of(text)).vectors().getFirst();
    }

    private static Embedding.Complete complete(List<String> texts) {
        assertThat(EMBEDDER.embed(texts)).isInstanceOf(Embedding.Complete.class);
        return (Embedding.Complete) EMBEDDER.embed(texts);
    }

    private static String refusal(List<String> texts) {
        Failure failure = failure(EMBEDDER.embed(texts));
        assertThat(failure).isInstanceOf(Failure.InvalidRequest.class);
        return failure.message();
    }

    private static Failure failure(Embedding embedding) {
        assertThat(embedding).isInstanceOf(Embedding.Failed.class);
        return ((Embedding.Failed) embedding).failure();
    }
}
