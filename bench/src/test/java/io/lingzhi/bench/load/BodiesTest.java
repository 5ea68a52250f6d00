package io.lingzhi.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.load.Job.Ask;
import io.lingzhi.bench.wire.Protocol;
import io.lingzhi.llm.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BodiesTest {
    @ParameterizedTest
    @EnumSource(Protocol.class)
    void areOfTheSizeThatIsAskedFor(Protocol protocol) throws Exception {
        for (int bytes : new int[] {2_048, 30_000, 300_000, 2_000_000}) {
            byte[] body = Bodies.of(new Ask(protocol, "json-chat", bytes, true));

            assertThat(body).hasSize(bytes);
            assertThat(Json.parseObject(body).members()).isNotEmpty();
        }
    }
}
