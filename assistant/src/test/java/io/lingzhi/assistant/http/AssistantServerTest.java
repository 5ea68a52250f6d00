package io.lingzhi.assistant.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.assistant.ScriptedChat;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Usage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class AssistantServerTest {
    @Test
    void saysWhichAddressIsTaken() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (Service service = new Service()) {
            Settings taken = new Settings("127.0.0.1", service.server.port(), Limits.DEFAULT, Cors.OFF);
            Future<AssistantServer> second =
                    AssistantServer.start(vertx, taken, service.services, key -> Optional.empty(), () -> "id");

            assertThatThrownBy(() -> second.await(10, TimeUnit.SECONDS))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("127.0.0.1:" + service.server.port());
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void letsRunningAnswersEndWhileItDrains() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        EmbeddingClient slow = (model, texts, caller) -> {
            begun.countDown();
            awaitQuietly(release);
            return new EmbeddingClient.Vectors.Complete("m", List.of(new float[] {1}), Usage.NONE);
        };
        try (Service service = new Service(Limits.DEFAULT, key -> Optional.of("any"), slow);
                Socket running =
                        service.raw("POST /v1/ai/embed HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\n[\"x\"]")) {
            assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();

            Future<Void> drained = service.server.drain(Duration.ofSeconds(10));
            awaitRefusal(service);
            assertThat(drained.isComplete()).isFalse();
            release.countDown();
            drained.await(10, TimeUnit.SECONDS);

            assertThat(new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .contains("[[1.0]]");
        }
    }

    @Test
    void doesNotWaitForIdleConnectionsWhenItDrains() throws Exception {
        try (Service service = new Service();
                Socket idle = service.raw("GET /health HTTP/1.1\r\nhost: x\r\n\r\n")) {
            assertThat(idle.getInputStream().read()).isEqualTo('H');

            service.server.drain(Duration.ofSeconds(60)).await(10, TimeUnit.SECONDS);

            idle.getInputStream().readAllBytes();
        }
    }

    @Test
    void cutsWhatStillRunsAtTheDrainDeadline() throws Exception {
        try (Service service = new Service()) {
            service.chat.plays("m", ScriptedChat.beginning("m"));
            try (Socket socket = service.raw(Service.chatBytes("{\"prompt\":\"x\",\"model\":\"m\"}"))) {
                assertThat(service.chat.awaitWaiting()).isTrue();
                service.server.drain(Duration.ofMillis(200)).await(10, TimeUnit.SECONDS);

                assertThat(service.chat.awaitClosed()).isTrue();
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void blocksNoEventLoopUnderManyAnswersAtOnce() throws Exception {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Logger vertxLog = Logger.getLogger("io.vertx.core");
        Handler recording = recording(warnings);
        vertxLog.addHandler(recording);
        try (Service service = new Service();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            service.chat.answers("m", "a".repeat(10_000), "b", "c");
            List<java.util.concurrent.Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String ask = "{\"prompt\":\"x\",\"model\":\"m\",\"stream\":" + (i % 2 == 0) + "}";
                answers.add(threads.submit(() -> service.chat(ask)));
            }
            for (var answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
            assertThat(service.chat.open()).isZero();
        } finally {
            vertxLog.removeHandler(recording);
        }
        assertThat(warnings).isEmpty();
    }

    private static Handler recording(List<String> warnings) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                warnings.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("not released");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitRefusal(Service service) throws Exception {
        for (int i = 0; i < 1000; i++) {
            try (Socket probe = service.raw("")) {
                assertThat(probe.isConnected()).isTrue();
            } catch (SocketException refused) {
                return; // or reset, if the listener was just closing
            }
        }
        throw new AssertionError("the server still accepts");
    }
}
