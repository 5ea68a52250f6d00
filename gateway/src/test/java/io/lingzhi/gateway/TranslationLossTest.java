package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.usage.RequestRecord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Who is told of what a translation could not carry, over real sockets. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranslationLossTest {
    private static final String LOSSY = """
        {"model":"m","max_tokens":9,"mcp_servers":[],"messages":[{"role":"user","content":"hi"}]}\
        """;

    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    TranslationLossTest() throws IOException {}

    @AfterAll
    void close() {
        simulator.close();
        gateway.close();
    }

    @BeforeEach
    void forget() {
        simulator.reset();
        gateway.use(configs());
    }

    private Configs configs() {
        return Configs.of(Configs.provider("p", simulator.baseUrl(), "sim-ok", "m", "upstream-key-one"));
    }

    @Test
    void clientAndLedgerAreToldOfLosses() throws InterruptedException {
        HttpResponse<byte[]> answer = gateway.post("/v1/messages", LOSSY, Map.of());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-lingzhi-translation-loss"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("extensions.mcp_servers ("));
        assertThat(gateway.record().losses()).singleElement().asString().startsWith("extensions.mcp_servers (");
    }

    @Test
    void strictClientIsRefusedAndNothingIsSent() throws InterruptedException {
        HttpResponse<byte[]> answer = gateway.post("/v1/messages", LOSSY, Map.of("x-lingzhi-strict", "true"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestGateway.text(answer)).contains("mcp_servers");
        assertThat(simulator.log()).isEmpty();
        RequestRecord record = gateway.record();
        assertThat(record.failureKind()).contains("Unsupported");
        assertThat(record.losses()).isNotEmpty();
    }

    @Test
    void strictOperatorRefusesUnlessTheClientSaysOtherwise() {
        gateway.use(configs().strict());

        HttpResponse<byte[]> silent = gateway.post("/v1/messages", LOSSY, Map.of());
        HttpResponse<byte[]> lenient = gateway.post("/v1/messages", LOSSY, Map.of("x-lingzhi-strict", "false"));

        assertThat(silent.statusCode()).isEqualTo(400);
        assertThat(lenient.statusCode()).isEqualTo(200);
    }
}
