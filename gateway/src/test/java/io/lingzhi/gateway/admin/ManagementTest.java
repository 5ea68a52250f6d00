package io.lingzhi.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.Reply;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.llm.json.Json;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementTest {
    private static final String HERE = "127.0.0.1";
    private static final String ELSEWHERE = "192.0.2.7";

    private Instant now = Instant.EPOCH;
    private Config.Management settings = new Config.Management(Optional.of(new Secret("operator-key")), false);
    private final Management management =
            new Management(() -> Configs.of().management(settings).config(), () -> now, Runnable::run);

    private record Answer(int status, Map<String, String> headers, String body) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization=Bearer operator-key",
                "authorization=bearer  operator-key",
                "x-management-key=operator-key"
            })
    void letsTheOperatorIn(String header) {
        Answer answer = ask(HERE, header);
        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body).isEqualTo("{\"good\":true}");
    }

    @Test
    void asksForAKey() {
        assertThat(ask(HERE).status).isEqualTo(401);
        assertThat(ask(HERE).body).contains("missing management key");
        assertThat(ask(HERE, "x-management-key=wrong").body)
                .contains("invalid")
                .doesNotContain("operator-key", "wrong");
    }

    @Test
    void isOffWithoutAConfiguredKey() {
        settings = new Config.Management(Optional.empty(), true);
        assertThat(ask(HERE, "x-management-key=").status).isEqualTo(404);
    }

    @Test
    void refusesOtherMachinesUnlessAllowed() {
        assertThat(ask(ELSEWHERE, "x-management-key=operator-key").status).isEqualTo(403);
        settings = new Config.Management(settings.key(), true);
        assertThat(ask(ELSEWHERE, "x-management-key=operator-key").status).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-forwarded-for=127.0.0.1", "forwarded=for=127.0.0.1"})
    void takesACallThroughAProxyForRemote(String header) {
        assertThat(ask(HERE, "x-management-key=operator-key", header).status).isEqualTo(403);
    }

    @Test
    void closesAnAddressAfterFiveWrongKeysAndOpensItLater() {
        for (int i = 0; i < 5; i++) {
            assertThat(ask(HERE, "x-management-key=wrong" + i).status).isEqualTo(401);
        }
        Answer closed = ask(HERE, "x-management-key=operator-key");
        assertThat(closed.status).isEqualTo(403);
        assertThat(closed.headers).containsEntry("retry-after", "300");

        now = now.plus(Duration.ofMinutes(5));
        assertThat(ask(HERE, "x-management-key=operator-key").status).isEqualTo(200);
    }

    @Test
    void forgetsWrongKeysOnceTheRightOneCame() {
        for (int i = 0; i < 10; i++) {
            assertThat(ask(HERE, "x-management-key=wrong").status).isEqualTo(401);
            assertThat(ask(HERE, "x-management-key=operator-key").status).isEqualTo(200);
        }
    }

    @Test
    void doesNotCountMissingKeys() {
        for (int i = 0; i < 10; i++) {
            ask(HERE);
        }
        assertThat(ask(HERE, "x-management-key=operator-key").status).isEqualTo(200);
    }

    @Test
    void countsEachAddressApart() throws Exception {
        Attempters attempters = new Attempters(() -> now);
        InetAddress one = InetAddress.ofLiteral("192.0.2.1");
        for (int i = 0; i < 5; i++) {
            assertThat(attempters.mustWait(one)).isEmpty();
            attempters.wrong(one);
        }
        assertThat(attempters.mustWait(one)).contains(Duration.ofMinutes(5));
        assertThat(attempters.mustWait(InetAddress.ofLiteral("192.0.2.2"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
    void readsHashedKeys(String prefix) {
        String hash = prefix
                + BCrypt.withDefaults()
                        .hashToString(4, "operator-key".toCharArray())
                        .substring(4);
        assertThat(ManagementKey.matches(new Secret(hash), "operator-key")).isTrue();
        assertThat(ManagementKey.matches(new Secret(hash), "other-key")).isFalse();
        assertThat(ManagementKey.matches(new Secret(hash), hash)).isFalse();
    }

    @Test
    void answersABrokenCallWithoutItsReason() {
        RecordingReply reply = new RecordingReply();
        management
                .guarded(() -> {
                    throw new IllegalStateException("inner secret");
                })
                .handle(request(HERE, Map.of("x-management-key", "operator-key")), reply);
        assertThat(reply.answer.status).isEqualTo(500);
        assertThat(reply.answer.body).doesNotContain("inner secret");
    }

    private Answer ask(String peer, String... headers) {
        Map<String, String> byName = new HashMap<>();
        for (String header : headers) {
            int equals = header.indexOf('=');
            byName.put(header.substring(0, equals), header.substring(equals + 1));
        }
        RecordingReply reply = new RecordingReply();
        management.guarded(() -> Json.object().put("good", true).build()).handle(request(peer, byName), reply);
        return reply.answer;
    }

    private static ClientRequest request(String peer, Map<String, String> headers) {
        return new ClientRequest(
                "req-1",
                "GET",
                "/v0/management/usage",
                name -> Optional.ofNullable(headers.get(name)),
                name -> Optional.empty(),
                new byte[0],
                InetAddress.ofLiteral(peer));
    }

    private static final class RecordingReply implements Reply {
        private Answer answer = new Answer(0, Map.of(), "");

        @Override
        public void whole(int status, Map<String, String> headers, byte[] body) {
            answer = new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
        }

        @Override
        public void head(int status, Map<String, String> headers) {
            throw new AssertionError("not streamed");
        }

        @Override
        public void write(byte[] bytes) {
            throw new AssertionError("not streamed");
        }

        @Override
        public void end() {
            throw new AssertionError("not streamed");
        }

        @Override
        public void breakOff() {
            throw new AssertionError("not streamed");
        }

        @Override
        public boolean congested() {
            return false;
        }

        @Override
        public void onDrained(Runnable task) {
            task.run();
        }

        @Override
        public void onGone(Runnable task) {}

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }
}
