package io.lingzhi.bench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagingTest {
    private static final Reply STREAM = new Reply.Streamed(List.of("1", "2", "3"), List.of("end", "[DONE]"));
    private static final Reply WHOLE = new Reply.Whole(200, Map.of(), "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

    @Test
    void writesEachFrameByItself() throws Exception {
        assertThat(told(STREAM, ""))
                .containsExactly(
                        "data: 1\n\n", "data: 2\n\n", "data: 3\n\n", "data: end\n\n", "data: [DONE]\n\n", "End[]");
    }

    @Test
    void waitsBeforeHeadFirstAndNextWrites() throws Exception {
        assertThat(steps(STREAM, "delay=1s,first=2s,gap=3s"))
                .startsWith(new Step.Wait(Duration.ofSeconds(1)), new Step.Head(), new Step.Wait(Duration.ofSeconds(2)))
                .filteredOn(step -> step.equals(new Step.Wait(Duration.ofSeconds(3))))
                .hasSize(4);
    }

    @Test
    void stopsAfterTheFrameOfTheFault() throws Exception {
        assertThat(told(STREAM, "stall@1")).containsExactly("data: 1\n\n", "Stall[]");
        assertThat(told(STREAM, "stall@0")).containsExactly("Head[]", "Stall[]");
        assertThat(told(STREAM, "reset@2")).containsExactly("data: 1\n\n", "data: 2\n\n", "Reset[]");
        assertThat(told(STREAM, "reset")).containsExactly("Reset[]");
        assertThat(told(STREAM, "no-done")).containsExactly("data: 1\n\n", "data: 2\n\n", "data: 3\n\n", "End[]");
    }

    @Test
    void cutsAtEveryByte() throws Exception {
        String all = String.join("", told(STREAM, "").subList(0, 5));
        for (int n = 0; n <= all.length(); n++) {
            List<String> steps = new ArrayList<>(told(STREAM, "cut@" + n));
            assertThat(steps.removeLast()).isEqualTo("Cut[]");
            steps.remove("Head[]");
            assertThat(String.join("", steps)).isEqualTo(all.substring(0, n));
        }
    }

    @Test
    void breaksOneFrameAndGoesOn() throws Exception {
        List<String> steps = told(STREAM, "malformed@2");

        assertThat(steps.get(1)).startsWith("data: {").doesNotContain("}");
        assertThat(steps.get(2)).isEqualTo("data: 3\n\n");
    }

    @Test
    void endsWithAnErrorFrame() throws Exception {
        List<String> steps = told(STREAM, "error@1");

        assertThat(steps).hasSize(3).last().isEqualTo("End[]");
        assertThat(steps.get(1)).startsWith("data: {\"error\":{").contains("server_error");
    }

    @Test
    void laysOutLinesCommentsAndWrites() throws Exception {
        assertThat(told(STREAM, "crlf").getFirst()).isEqualTo("data: 1\r\n\r\n");
        assertThat(told(STREAM, "comments,stall@1")).containsExactly(": simulated\n\n", "data: 1\n\n", "Stall[]");
        assertThat(told(STREAM, "split=4,stall@1")).containsExactly("data", ": 1\n", "\n", "Stall[]");
    }

    @Test
    void takesAWholeBodyAsTwoFrames() throws Exception {
        assertThat(told(WHOLE, "")).containsExactly("{\"a\":1}", "End[]");
        assertThat(told(WHOLE, "stall@1")).containsExactly("{\"a", "Stall[]");
        assertThat(told(WHOLE, "cut@2")).containsExactly("{\"", "Cut[]");
        assertThat(told(WHOLE, "malformed@1")).containsExactly("{\"a", "End[]");
        assertThat(told(WHOLE, "no-done")).containsExactly("Head[]", "End[]");
        assertThat(told(WHOLE, "error@0").getFirst()).contains("server_error");
    }

    private static List<Step> steps(Reply reply, String script) throws Exception {
        return Staging.of(reply, ScriptReader.read(script)).steps();
    }

    private static List<String> told(Reply reply, String script) throws Exception {
        return steps(reply, script).stream()
                .map(step -> step instanceof Step.Write(byte[] bytes)
                        ? new String(bytes, StandardCharsets.UTF_8)
                        : step.toString())
                .toList();
    }
}
