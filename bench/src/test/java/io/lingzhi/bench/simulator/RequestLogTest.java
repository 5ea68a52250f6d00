package io.lingzhi.bench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Received.Body;
import io.lingzhi.bench.simulator.Received.Ending;
import io.lingzhi.bench.simulator.Received.Header;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLogTest {
    private final RequestLog log = new RequestLog(System::nanoTime);

    @Test
    void forgetsTheOldestBeyondAThousand() {
        for (int i = 0; i < RequestLog.MAX_REQUESTS + 5; i++) {
            log.add(received(log.nextNumber(), new byte[0]));
        }

        assertThat(log.all()).hasSize(RequestLog.MAX_REQUESTS);
        assertThat(log.all().getFirst().number()).isEqualTo(6);
    }

    @Test
    void forgetsTheOldestWhenBodiesGrowTooLarge() {
        byte[] large = new byte[4 << 20];
        for (int i = 0; i < 20; i++) {
            log.add(received(log.nextNumber(), large));
        }

        assertThat(log.all()).hasSize(16);
    }

    @Test
    void writesDownTheEnd() {
        Received open = received(log.nextNumber(), new byte[0]);
        log.add(open);
        log.update(open.ended(Outcome.CUT, 200, 7, 3_000_000));

        assertThat(log.all().getFirst().ending()).isEqualTo(new Ending(Outcome.CUT, 200, 7, Duration.ofMillis(3)));
    }

    @Test
    void doesNotBringBackWhatWasCleared() {
        Received open = received(log.nextNumber(), new byte[0]);
        log.add(open);
        log.clear();
        log.update(open.ended(Outcome.DONE, 200, 7, 3));

        assertThat(log.all()).isEmpty();
    }

    @Test
    void givesUpWaitingWhenTheTimeIsOver() throws Exception {
        assertThat(log.await(received -> true, Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void writesTextAsTextAndBytesAsBase64() throws Exception {
        log.add(received(log.nextNumber(), "{\"a\":\"你\"}".getBytes(StandardCharsets.UTF_8)));
        log.add(received(log.nextNumber(), new byte[] {(byte) 0xFF, 0}));
        List<Obj> requests = Json.parseObject(LogJson.bytes(log.all())).list("requests").stream()
                .map(item -> (Obj) item)
                .toList();

        assertThat(requests.get(0).string("body")).contains("{\"a\":\"你\"}");
        assertThat(requests.get(0).string("outcome")).contains("open");
        assertThat(requests.get(1).has("body")).isFalse();
        assertThat(requests.get(1).string("body_base64")).contains("/wA=");
    }

    private static Received received(long number, byte[] body) {
        return new Received(
                number, "POST", "/v1/x", List.of(new Header("A", "b")), new Body(body, body.length), 0, Ending.OPEN);
    }
}
