package io.lingzhi.bench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagingTest {
    private static final Reply WHOLE = new Reply.Whole(200, Map.of(), "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

    private final Reply stream;

    StagingTest() throws JsonSyntaxException {
        stream = streamed(Reply.Layout.EVENTS);
    }

    @Test
    void writesEachFrameByItself() throws Exception {
        assertThat(told(stream, ""))
                .containsExactly(
                        "data: {\"n\":1}\n\n",
                        "data: {\"n\":2}\n\n",
                        "data: {\"n\":3}\n\n",
                        "data: end\n\n",
                        "data: [DONE]\n\n",
                        "End[]");
    }

    @Test
    void waitsBeforeHeadFirstAndNextWrites() throws Exception {
        assertThat(steps(stream, "delay=1s,first=2s,gap=3s"))
                .startsWith(new Step.Wait(Duration.ofSeconds(1)), new Step.Head(), new Step.Wait(Duration.ofSeconds(2)))
                .filteredOn(step -> step.equals(new Step.Wait(Duration.ofSeconds(3))))
                .hasSize(4);
    }

    @Test
    void stopsAfterTheFrameOfTheFault() throws Exception {
        assertThat(told(stream, "stall@1")).containsExactly("data: {\"n\":1}\n\n", "Stall[]");
        assertThat(told(stream, "stall@0")).containsExactly("Head[]", "Stall[]");
        assertThat(told(stream, "reset@2")).containsExactly("data: {\"n\":1}\n\n", "data: {\"n\":2}\n\n", "Reset[]");
        assertThat(told(stream, "reset")).containsExactly("Reset[]");
        assertThat(told(stream, "no-done"))
                .containsExactly("data: {\"n\":1}\n\n", "data: {\"n\":2}\n\n", "data: {\"n\":3}\n\n", "End[]");
    }

    @Test
    void cutsAtEveryByte() throws Exception {
        String all = String.join("", told(stream, "").subList(0, 5));
        for (int n = 0; n <= all.length(); n++) {
            List<String> steps = new ArrayList<>(told(stream, "cut@" + n));
            assertThat(steps.removeLast()).isEqualTo("Cut[]");
            steps.remove("Head[]");
            assertThat(String.join("", steps)).isEqualTo(all.substring(0, n));
        }
    }

    @Test
    void breaksOneFrameAndGoesOn() throws Exception {
        List<String> steps = told(stream, "malformed@2");

        assertThat(steps.get(1)).startsWith("data: {").doesNotContain("}");
        assertThat(steps.get(2)).isEqualTo("data: {\"n\":3}\n\n");
    }

    @Test
    void endsWithAnErrorFrame() throws Exception {
        List<String> steps = told(stream, "error@1");

        assertThat(steps).hasSize(3).last().isEqualTo("End[]");
        assertThat(steps.get(1)).startsWith("data: {\"error\":{").contains("server_error");
    }

    @Test
    void laysOutLinesCommentsAndWrites() throws Exception {
        assertThat(told(stream, "crlf").getFirst()).isEqualTo("data: {\"n\":1}\r\n\r\n");
        assertThat(told(stream, "comments,stall@1"))
                .containsExactly(": simulated\n\n", "data: {\"n\":1}\n\n", "Stall[]");
        assertThat(told(stream, "split=4,stall@1")).containsExactly("data", ": {\"", "n\":1", "}\n\n", "Stall[]");
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

    @Test
    void countsTokensApartFromOtherFrames() throws Exception {
        assertThat(told(stream, "stall@0t")).containsExactly("data: {\"n\":1}\n\n", "Stall[]");
        assertThat(told(stream, "cut@1t")).containsExactly("data: {\"n\":1}\n\n", "data: {\"n\":2}\n\n", "Cut[]");
        assertThat(told(stream, "malformed@2t").get(2)).isEqualTo("data: {\"n\n\n");
        assertThat(told(stream, "stall@end"))
                .hasSize(5)
                .contains("data: end\n\n")
                .last()
                .isEqualTo("Stall[]");
        assertThat(told(stream, "no-last"))
                .hasSize(5)
                .contains("data: end\n\n")
                .last()
                .isEqualTo("End[]");
    }

    @Test
    void laysFramesOutAsOneArray() throws Exception {
        Reply array = streamed(Reply.Layout.ARRAY);

        assertThat(String.join("", told(array, "stall@2"))).isEqualTo("[{\"n\":1},\n{\"n\":2}Stall[]");
        assertThat(String.join("", told(array, "no-done"))).isEqualTo("[{\"n\":1},\n{\"n\":2},\n{\"n\":3}\n]\nEnd[]");
    }

    @Test
    void namesEventsAndWritesErrorsInTheProtocolOfTheAnswer() throws Exception {
        Reply named = new Reply.Streamed(List.of(Frame.of("{}").named("ping")), List.of(), Reply.Layout.EVENTS);
        Script script = ScriptReader.read("error@1");

        assertThat(told(Staging.of(named, script, Protocol.MESSAGES)))
                .startsWith("event: ping\ndata: {}\n\n")
                .element(1)
                .asString()
                .startsWith("event: error\ndata: {\"type\":\"error\"")
                .contains("overloaded_error");
        assertThat(told(Staging.of(named, script, Protocol.RESPONSES)).get(1)).contains("\"sequence_number\":1");
        assertThat(told(Staging.of(named, script, Protocol.GEMINI)).get(1)).contains("\"status\":\"INTERNAL\"");
    }

    /** Three frames, of which the last two bear a token, and two that close. */
    private static Reply.Streamed streamed(Reply.Layout layout) throws JsonSyntaxException {
        return new Reply.Streamed(
                List.of(Frame.of("{\"n\":1}"), Frame.token((Obj) Json.parse("{\"n\":2}")), Frame.token((Obj)
                        Json.parse("{\"n\":3}"))),
                List.of(Frame.of("end"), Frame.of("[DONE]")),
                layout);
    }

    private static List<Step> steps(Reply reply, String script) throws Exception {
        return Staging.of(reply, ScriptReader.read(script), Protocol.CHAT).steps();
    }

    private static List<String> told(Reply reply, String script) throws Exception {
        return told(Staging.of(reply, ScriptReader.read(script), Protocol.CHAT));
    }

    private static List<String> told(Staging staging) {
        return staging.steps().stream()
                .map(step -> step instanceof Step.Write(byte[] bytes)
                        ? new String(bytes, StandardCharsets.UTF_8)
                        : step.toString())
                .toList();
    }
}
