package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.access.ClientKeys;
import io.lingzhi.llm.json.JsonValue;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was asked stands in the ledger, and the operator alone reads it. */
@Timeout(60)
class LedgerTest {
    private static final String USAGE = "/v0/management/usage";

    @TempDir
    private Path folder;

    private Simulator upstream;
    private RunningService running;
    private Client operator;

    @BeforeEach
    void start() throws Exception {
        upstream = RunningService.simulator();
        Map<String, String> models = Map.of("plain", "sim-ok", "broken", "sim-ok!status=400");
        running = RunningService.with(folder, RunningService.yaml(upstream, models));
        operator = running.gateway().withKey(RunningService.MANAGEMENT_KEY);
    }

    @AfterEach
    void stop() {
        running.close();
        upstream.close();
    }

    @Test
    void countsEachRequestOnceInTheOldShape() throws Exception {
        long tokens = total(running.gateway().chat("plain", "hello")) * 2;
        assertThat(running.gateway().stream("plain", "hello").statusCode()).isEqualTo(200);
        assertThat(running.gateway().chat("broken", "hello").statusCode()).isEqualTo(400);
        assertThat(running.assistant()
                        .ai("{\"prompt\":\"hello\",\"model\":\"plain\"}")
                        .statusCode())
                .isEqualTo(200);

        JsonValue.Obj whole = Eventually.get(this::usage, this::holdsFour);
        JsonValue.Obj usage = whole.object("usage");

        assertThat(usage.integer("total_requests")).hasValue(4L);
        assertThat(usage.integer("success_count")).hasValue(3L);
        assertThat(usage.integer("failure_count")).hasValue(1L);
        assertThat(whole.integer("failed_requests")).hasValue(1L);
        assertThat(usage.integer("total_tokens")).hasValue(tokens + tokens / 2);
        assertThat(usage.object("requests_by_day").members()).hasSizeBetween(1, 2);
        assertThat(usage.object("tokens_by_hour").members()).isNotEmpty();

        JsonValue.Obj api = usage.object("apis").object(ClientKeys.keyId(RunningService.KEY));
        assertThat(usage.object("apis").members()).hasSize(1);
        assertThat(api.integer("total_requests")).hasValue(4L);
        JsonValue.Obj plain = api.object("models").object("plain");
        assertThat(plain.integer("total_requests")).hasValue(3L);
        assertThat(plain.list("details")).hasSize(3);
        JsonValue.Obj detail = Client.first(plain, "details");
        assertThat(detail.string("source")).hasValue("simulated");
        assertThat(detail.bool("failed")).hasValue(false);
        assertThat(detail.object("tokens").integer("total_tokens")).hasValue(tokens / 2);
    }

    private static long total(HttpResponse<String> answer) throws Exception {
        return Client.json(answer).object("usage").integer("total_tokens").orElseThrow();
    }

    private JsonValue.Obj usage() throws Exception {
        return Client.json(operator.get(USAGE));
    }

    private boolean holdsFour(JsonValue.Obj whole) {
        return whole.object("usage").integer("total_requests").orElse(0L) >= 4;
    }

    @Test
    void isShownUnderTheManagementKeyOnly() throws Exception {
        assertThat(operator.get(USAGE).statusCode()).isEqualTo(200);
        assertThat(operator.with("x-management-key", RunningService.MANAGEMENT_KEY)
                        .get(USAGE)
                        .statusCode())
                .isEqualTo(200);
        for (Client stranger : List.of(operator.with(), operator.withKey(RunningService.KEY))) {
            HttpResponse<String> answer = stranger.get(USAGE);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(Client.json(answer).string("error")).isPresent();
        }
    }

    @Test
    void isNotShownToACallerWhomAProxySpeaksFor() throws Exception {
        for (String header : List.of("x-forwarded-for", "forwarded")) {
            Client proxied =
                    operator.with("authorization", "Bearer " + RunningService.MANAGEMENT_KEY, header, "203.0.113.7");
            assertThat(proxied.get(USAGE).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void holdsNeitherKeysNorTexts() throws Exception {
        assertThat(running.gateway().chat("plain", "a-private-text").statusCode())
                .isEqualTo(200);

        JsonValue.Obj whole = Eventually.get(
                this::usage,
                read -> read.object("usage").integer("total_requests").orElse(0L) >= 1);

        assertThat(whole.toString()).doesNotContain("a-private-text", RunningService.KEY, "upstream-key");
    }
}
