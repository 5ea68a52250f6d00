package io.lingzhi.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadBatchTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> handedOn = new ArrayList<>();
    private final ReadBatch batch = new ReadBatch(bytes -> handedOn.add(new String(bytes, StandardCharsets.US_ASCII)));

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void joinsWhatOneTurnReadsAndHandsOnWhatComesAloneAtTheTurnsEnd() throws Exception {
        turns(
                () -> {
                    add("a");
                    add("b");
                    assertThat(handedOn).isEmpty();
                },
                () -> {
                    assertThat(handedOn).containsExactly("ab");
                    add("c");
                },
                () -> assertThat(handedOn).containsExactly("ab", "c"));
    }

    @Test
    void handsOnAtOnceWhatIsMuch() throws Exception {
        String much = "x".repeat(70_000);
        turns(() -> {
            add("a");
            add(much);
            assertThat(handedOn).containsExactly("a" + much);
        });
    }

    @Test
    void handsOnWhatHasComeBeforeAnEnd() throws Exception {
        turns(
                () -> {
                    add("a");
                    batch.handOn();
                    assertThat(handedOn).containsExactly("a");
                },
                () -> assertThat(handedOn).containsExactly("a"));
    }

    @Test
    void handsOnNothingThatIsForgotten() throws Exception {
        turns(
                () -> {
                    add("a");
                    batch.forget();
                },
                () -> assertThat(handedOn).isEmpty());
    }

    private void add(String text) {
        batch.add(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Runs each in a turn of its own on one event loop. */
    private void turns(Runnable... turns) throws Exception {
        var context = vertx.getOrCreateContext();
        for (Runnable turn : turns) {
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            context.runOnContext(_ -> {
                try {
                    turn.run();
                    done.complete(true);
                } catch (AssertionError | RuntimeException e) {
                    done.completeExceptionally(e);
                }
            });
            assertThat(done.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
