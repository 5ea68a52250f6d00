package io.lingzhi.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.config.AuthIndex;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.Cooldowns;
import io.lingzhi.gateway.credential.HealthBoard;
import io.lingzhi.gateway.credential.Slots;
import io.lingzhi.gateway.credential.Standing;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.credential.Verdict;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final Config.Provider PROVIDER =
            Configs.provider("p", "http://127.0.0.1:1", "up", "m", "secret-key-one", "secret-key-two");
    private static final Target TARGET =
            new Target(PROVIDER, PROVIDER.credentials().getFirst(), "up");
    private static final String INDEX = AuthIndex.of(PROVIDER, TARGET.credential());

    private final Instant now = Instant.parse("2026-11-23T00:00:00Z");
    private final HealthBoard health = new HealthBoard(Cooldowns.DEFAULT);
    private final Credentials credentials =
            new Credentials(() -> Configs.of(PROVIDER).config(), health, () -> now);

    private String list() {
        return Json.text(credentials.list(request("")).body());
    }

    private Management.Answer change(String id, String action) {
        return credentials.change(request("{\"credential\":\"" + id + "\",\"action\":\"" + action + "\"}"));
    }

    private void fail(Duration hint) {
        health.told(TARGET, new Verdict.Failed(new Failure.RateLimited("429", Optional.of(hint))), now);
    }

    @Test
    void listsHowEachStandsAndNoSecret() {
        fail(Duration.ofSeconds(90));
        assertThat(list())
                .isEqualTo("{\"credentials\":[{\"id\":\"p-1\",\"auth_index\":\"" + INDEX
                        + "\",\"provider\":\"p\",\"kind\":\"openai-compatibility\",\"priority\":0,\"state\":\"cooling\",\"in_flight\":0,\"models\":[{\"model\":\"up\",\"state\":\"cooling\",\"cause\":\"rate"
                        + " limited\","
                        + "\"again_at\":\"2026-11-23T00:01:30Z\",\"until\":\"2026-11-23T00:01:30Z\",\"failures\":1}]},"
                        + "{\"id\":\"p-2\",\"auth_index\":\""
                        + AuthIndex.of(PROVIDER, PROVIDER.credentials().get(1))
                        + "\",\"provider\":\"p\",\"kind\":\"openai-compatibility\",\"priority\":0,\"state\":\"ready\","
                        + "\"in_flight\":0}]}")
                .doesNotContain("secret-key");
    }

    @Test
    void indexIsThatOfCliProxyApi() {
        // SHA-256 of "openai-compatibility:http://127.0.0.1:1+secret-key-one", its first 16 digits
        assertThat(INDEX).isEqualTo("d4ae9b3b42015083");
    }

    @Test
    void disablesAndEnables() {
        assertThat(Json.text(change("p-1", "disable").body())).contains("\"state\":\"disabled\"");
        assertThat(health.begin(TARGET, now)).isFalse();
        assertThat(Json.text(change("p-1", "enable").body())).contains("\"state\":\"ready\"");
        assertThat(health.begin(TARGET, now)).isTrue();
    }

    @Test
    void drainsAndTellsWhenItIsEmpty() {
        Slots.Lease running = health.slots().take(TARGET).orElseThrow();
        assertThat(Json.text(change("p-1", "drain").body())).contains("\"state\":\"draining\",\"in_flight\":1");
        assertThat(health.begin(TARGET, now)).isFalse();
        running.close();
        assertThat(list()).contains("\"state\":\"drained\",\"in_flight\":0");
        change("p-1", "enable");
        assertThat(health.standing(TARGET, now)).isInstanceOf(Standing.Open.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"credential", "auth_index"})
    void resetsQuotaAndCoolDownsAndLeavesWhatAPersonDid(String by) {
        fail(Duration.ofDays(18));
        String id = by.equals("credential") ? "p-1" : INDEX;
        Management.Answer answer = credentials.resetQuota(request("{\"" + by + "\":\"" + id + "\"}"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Json.text(answer.body()))
                .isEqualTo("{\"status\":\"ok\",\"auth_index\":\"" + INDEX + "\",\"models\":[\"up\"]}");
        assertThat(health.standing(TARGET, now)).isInstanceOf(Standing.Open.class);

        change("p-1", "disable");
        credentials.resetQuota(request("{\"" + by + "\":\"" + id + "\"}"));
        assertThat(health.begin(TARGET, now)).isFalse();
    }

    @Test
    void tellsWhatIsWrongWithACall() {
        assertThat(credentials.resetQuota(request("[]")).status()).isEqualTo(400);
        assertThat(credentials.resetQuota(request("{}")).status()).isEqualTo(400);
        assertThat(change("p-9", "disable").status()).isEqualTo(404);
        assertThat(change("p-1", "explode").status()).isEqualTo(400);
    }

    private static ClientRequest request(String body) {
        return new ClientRequest(
                "req-1",
                "POST",
                "/v0/management/credentials",
                _ -> Optional.empty(),
                _ -> Optional.empty(),
                body.getBytes(StandardCharsets.UTF_8),
                InetAddress.getLoopbackAddress());
    }
}
