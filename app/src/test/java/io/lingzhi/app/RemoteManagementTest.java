package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Endpoint;
import io.lingzhi.gateway.Reply;
import io.lingzhi.gateway.admin.Management;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.ConfigLoader;
import io.lingzhi.gateway.config.Loaded;
import io.lingzhi.llm.json.Json;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller from another machine, which no test can be: the endpoint is asked with that peer's address. */
class RemoteManagementTest {
    private static final String REMOTE = "203.0.113.7";

    @TempDir
    private Path folder;

    private int status(boolean allowRemote, String peer, Map<String, String> headers) throws Exception {
        Endpoint endpoint = new Management(() -> config(allowRemote), InstantSource.system(), Runnable::run)
                .guarded(() -> Json.object().put("ok", true).build());
        StatusOnly reply = new StatusOnly();
        endpoint.handle(
                new ClientRequest(
                        "r1",
                        "GET",
                        "/v0/management/usage",
                        name -> Optional.ofNullable(headers.get(name)),
                        ignored -> Optional.empty(),
                        new byte[0],
                        InetAddress.ofLiteral(peer)),
                reply);
        assertThat(reply.statuses).hasSize(1);
        return reply.statuses.getFirst();
    }

    private Config config(boolean allowRemote) {
        try {
            Path file = Files.writeString(folder.resolve("config.yaml"), """
                remote-management:
                  allow-remote: %s
                  secret-key: operator-key
                """.formatted(allowRemote));
            ConfigLoader loader = new ConfigLoader(Map.of(), folder, Locale.ENGLISH);
            return ((Loaded.Ok) loader.load(file)).config();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void isRefusedWhateverForwardedHeadersSay() throws Exception {
        String key = "operator-key";

        assertThat(status(false, REMOTE, Map.of("x-management-key", key))).isEqualTo(403);
        assertThat(status(false, REMOTE, Map.of("x-management-key", key, "x-forwarded-for", "127.0.0.1")))
                .isEqualTo(403);
        assertThat(status(false, REMOTE, Map.of("x-management-key", key, "forwarded", "for=127.0.0.1")))
                .isEqualTo(403);
        assertThat(status(false, "127.0.0.1", Map.of("x-management-key", key))).isEqualTo(200);
        assertThat(status(false, "::1", Map.of("x-management-key", key))).isEqualTo(200);
    }

    @Test
    void isLetInWithTheKeyWhereTheConfigurationAllowsIt() throws Exception {
        assertThat(status(true, REMOTE, Map.of("x-management-key", "operator-key")))
                .isEqualTo(200);
        assertThat(status(true, REMOTE, Map.of())).isEqualTo(401);
        assertThat(status(true, REMOTE, Map.of("x-forwarded-for", "127.0.0.1"))).isEqualTo(401);
    }

    /** Notes the status of a whole answer. */
    private static final class StatusOnly implements Reply {
        private final List<Integer> statuses = new ArrayList<>();

        @Override
        public void whole(int status, Map<String, String> headers, byte[] body) {
            statuses.add(status);
        }

        @Override
        public void head(int status, Map<String, String> headers) {
            throw new AssertionError("management answers whole");
        }

        @Override
        public void write(byte[] bytes) {
            throw new AssertionError("management answers whole");
        }

        @Override
        public void end() {
            throw new AssertionError("management answers whole");
        }

        @Override
        public void breakOff() {
            throw new AssertionError("management answers whole");
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
        public void onGone(Runnable task) {
            // The client stays.
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }
}
