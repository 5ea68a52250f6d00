package io.lingzhi.llm.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MouldedWriterTest {
    private int written;

    @Test
    void takesTheLongWayOnceForAMould() {
        MouldedWriter writer = writer("plain");
        for (String text : new String[] {"", "a", "\"你\"", "a"}) {
            assertThat(new String(writer.with(text), StandardCharsets.UTF_8)).isEqualTo(Json.text(json("plain", text)));
        }
        assertThat(written).isOne();
    }

    @Test
    void takesTheLongWayAlwaysWhereThereIsNoMould() {
        MouldedWriter writer = writer("a \"quote\"");
        for (String text : new String[] {"", "a", "\"你\"", "a"}) {
            assertThat(new String(writer.with(text), StandardCharsets.UTF_8))
                    .isEqualTo(Json.text(json("a \"quote\"", text)));
        }
        assertThat(written).isEqualTo(5);
    }

    private MouldedWriter writer(String name) {
        return new MouldedWriter(text -> {
            written++;
            return Json.bytes(json(name, text));
        });
    }

    private static JsonValue json(String name, String text) {
        return Json.object().put("name", name).put("text", text).put("end", 1).build();
    }
}
