package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Simulator;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that arrive together leave together, and one that arrives alone leaves at once. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MergedEventsTest {
    private static final String BODY =
            "{\"model\":\"m\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    MergedEventsTest() throws IOException {}

    @AfterAll
    void close() {
        simulator.close();
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/messages"})
    void writesOnceWhatOneReadBrought(String path) throws Exception {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            body.append(chunk("{\"id\":\"i\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"t" + i + "\"}}]}"));
        }
        body.append(chunk("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"))
                .append(chunk("[DONE]"))
                .append("0\r\n\r\n");
        String head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked";
        try (RawUpstream upstream = new RawUpstream(head, body.toString());
                RawClient client = new RawClient(gateway.port(), 0)) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1")));
            String got = client.post(path, Configs.CLIENT_KEY, BODY).readUntil("\r\n0\r\n");
            assertThat(got).contains("t0", "t499");
            assertThat(writes(got)).as("pieces for 502 events").isLessThan(60);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/messages"})
    void writesAtOnceWhatComesAlone(String path) throws Exception {
        gateway.use(Configs.of(Configs.provider("p", simulator.baseUrl(), "sim-ok!stall@3", "m", "k1")));
        try (RawClient client = new RawClient(gateway.port(), 0)) {
            // The upstream stays silent behind its third frame, which is here although nothing follows.
            assertThat(client.post(path, Configs.CLIENT_KEY, BODY).readUntil("You"))
                    .contains("200 OK");
        }
    }

    @Test
    void tellsTheTokensThatCameTogether() throws Exception {
        gateway.use(Configs.of(Configs.provider("p", simulator.baseUrl(), "sim-ok!chunks=300,size=3", "m", "k1")));
        assertThat(gateway.chat(BODY).statusCode()).isEqualTo(200);
        assertThat(gateway.record().knownUsage()).isPresent();
    }

    /** An event in a chunk of its own. */
    private static String chunk(String data) {
        String frame = "data: " + data + "\n\n";
        return Integer.toHexString(frame.length()) + "\r\n" + frame + "\r\n";
    }

    /** How many chunks of HTTP/1.1 there are. */
    private static long writes(String answer) {
        return answer.lines().filter(line -> line.matches("[0-9a-fA-F]+")).count();
    }
}
