package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.usage.RequestRecord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees when an upstream closes connections that the pool still holds: nothing. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaleConnectionTest {
    private static final String ANSWER = "{\"id\":\"i\",\"model\":\"u\",\"choices\":[{\"index\":0,\"message\":"
            + "{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}";

    private final TestGateway gateway = new TestGateway();

    @AfterAll
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsACallOnceMoreWhenItsPooledConnectionWasClosed(boolean abruptly) throws Exception {
        try (ScriptedConnections upstream = upstream(connection -> 1, abruptly)) {
            for (int call = 0; call < 3; call++) {
                HttpResponse<byte[]> answer = ask(upstream);
                assertThat(answer.statusCode()).isEqualTo(200);
                RequestRecord record = gateway.record();
                assertThat(record.attempts())
                        .as("one attempt, whatever the connection did")
                        .hasSize(1);
                assertThat(record.attempts().getFirst().failureKind()).isEmpty();
            }
            // A fresh connection of a repeated call is not kept: the second call is repeated, the third is not.
            assertThat(upstream.seen()).isEqualTo(List.of(3, 4));
        }
    }

    @Test
    void sendsACallNoThirdTime() throws Exception {
        try (ScriptedConnections upstream = upstream(connection -> connection == 0 ? 1 : 0, false)) {
            assertThat(ask(upstream).statusCode()).isEqualTo(200);
            gateway.record();
            assertThat(ask(upstream).statusCode()).isEqualTo(502);
            assertThat(gateway.record().attempts()).hasSize(1);
            assertThat(upstream.seen()).isEqualTo(List.of(2, 3));
        }
    }

    @Test
    void takesANewConnectionThatBreaksForAFailure() throws Exception {
        try (ScriptedConnections upstream = upstream(connection -> 0, false)) {
            assertThat(ask(upstream).statusCode()).isEqualTo(502);
            assertThat(gateway.record().attempts()).hasSize(1);
            assertThat(upstream.seen()).isEqualTo(List.of(1, 1));
        }
    }

    private static ScriptedConnections upstream(IntUnaryOperator answersOn, boolean abruptly) throws IOException {
        return new ScriptedConnections("application/json", ANSWER, answersOn, abruptly);
    }

    private HttpResponse<byte[]> ask(ScriptedConnections upstream) throws Exception {
        gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "u", "m", "k1")));
        return gateway.chat(TestGateway.question("m", false));
    }
}
