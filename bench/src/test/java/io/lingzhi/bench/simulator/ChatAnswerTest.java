package io.lingzhi.bench.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lingzhi.bench.simulator.Script.Shape;
import io.lingzhi.bench.simulator.Script.UsageStyle;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatAnswerTest {
    private static final Shape SHAPE = Script.PLAIN.shape();
    private static final String TOOLS = """
        "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{
          "city":{"type":"string"},"unit":{"enum":["c","f"]},"days":{"type":"integer"}}}}}],\
        """;

    @Test
    void echoesInTheLanguageOfTheQuestion() throws Exception {
        assertThat(content(whole("sim-ok", "hello"))).contains("You said: \"hello\"");
        assertThat(content(whole("sim-ok", "你好"))).contains("你说的是：「你好」");
    }

    @Test
    void saysWhatItIsToldToSay() throws Exception {
        assertThat(content(whole("sim-ok", "please [[say:{\\\"a\\\":[1]}]] now")))
                .isEqualTo("{\"a\":[1]}");
    }

    @Test
    void readsContentParts() throws Exception {
        Obj body = wholeOf("""
            {"model":"sim-ok","messages":[{"role":"user","content":[{"type":"text","text":"part one"}]}]}\
            """);
        assertThat(content(body)).contains("part one");
    }

    @Test
    void givesEqualBytesForEqualRequests() throws Exception {
        assertThat(whole("sim-ok", "hello")).isEqualTo(whole("sim-ok", "hello"));
        assertThat(whole("sim-ok", "hello").string("id"))
                .isNotEqualTo(whole("sim-ok", "hallo").string("id"));
    }

    @Test
    void countsTokensSoThatTheySumUp() throws Exception {
        Obj usage = whole("sim-think", "你好世界").object("usage");
        long prompt = usage.integer("prompt_tokens").orElseThrow();
        long completion = usage.integer("completion_tokens").orElseThrow();

        assertThat(prompt).isEqualTo(7);
        assertThat(usage.integer("total_tokens")).contains(prompt + completion);
        assertThat(usage.object("prompt_tokens_details").integer("cached_tokens"))
                .contains(3L);
        assertThat(usage.object("completion_tokens_details")
                        .integer("reasoning_tokens")
                        .orElseThrow())
                .isPositive()
                .isLessThan(completion);
    }

    @Test
    void streamsRoleThenThoughtsThenTextThenTheEnd() throws Exception {
        List<Obj> deltas = deltas(streamed(request("sim-think", "hi", "\"stream\":true,")));

        assertThat(deltas.getFirst().string("role")).contains("assistant");
        int lastThought = last(deltas, "reasoning_content");
        int firstText = first(deltas.subList(1, deltas.size()), "content") + 1;
        assertThat(lastThought).isPositive().isLessThan(firstText);
        assertThat(joined(deltas, "content")).isEqualTo(content(whole("sim-think", "hi")));
        List<String> closing = streamed(request("sim-think", "hi", "\"stream\":true,")).closing().stream()
                .map(Frame::data)
                .toList();
        assertThat(closing).hasSize(2).last().isEqualTo("[DONE]");
        assertThat(closing.getFirst()).contains("\"finish_reason\":\"stop\"").doesNotContain("usage");
    }

    @Test
    void streamsUsageOnlyWhenAsked() throws Exception {
        Reply.Streamed asked =
                streamed(request("sim-ok", "hi", "\"stream\":true,\"stream_options\":{\"include_usage\":true},"));

        assertThat(asked.frames()).allSatisfy(frame -> assertThat(frame.data()).contains("\"usage\":null"));
        assertThat(asked.closing()).hasSize(3);
        assertThat(asked.closing().get(1).data()).contains("\"choices\":[]").contains("\"prompt_tokens\":4");
    }

    @Test
    void thinksOnlyWhenTheNameBeforeTheScriptSaysSo() throws Exception {
        assertThat(Json.text(whole("sim-ok!code-think", "hi"))).doesNotContain("reasoning_content");
        assertThat(Json.text(whole("sim-think", "hi"))).contains("reasoning_content");
    }

    @Test
    void callsToolsInFragments() throws Exception {
        Reply.Streamed reply = streamed(request("sim-ok", "go [[call:2]]", TOOLS + "\"stream\":true,"));
        List<Obj> calls = new ArrayList<>();
        for (Obj delta : deltas(reply)) {
            delta.list("tool_calls").forEach(call -> calls.add((Obj) call));
        }

        assertThat(calls.stream().filter(call -> call.has("id"))).hasSize(2);
        assertThat(calls.stream().filter(call -> !call.has("id")).count()).isGreaterThan(4);
        assertThat(arguments(calls, 0)).isEqualTo("{\"city\":\"sample\",\"unit\":\"c\",\"days\":1}");
        assertThat(arguments(calls, 1)).isEqualTo(arguments(calls, 0));
        assertThat(reply.closing().getFirst().data()).contains("\"finish_reason\":\"tool_calls\"");
    }

    @Test
    void callsToolsInWholeAnswers() throws Exception {
        Obj body = wholeOf(request("sim-ok", "go [[call:1]]", TOOLS));
        Obj message = ((Obj) body.list("choices").getFirst()).object("message");

        assertThat(message.get("content")).isEqualTo(JsonValue.Null.NULL);
        assertThat(message.list("tool_calls")).hasSize(1);
    }

    @Test
    void callsNothingWithoutToolsOrWhenForbiddenOrAfterAResult() throws Exception {
        String forbidden = request("sim-ok", "go [[call:1]]", TOOLS + "\"tool_choice\":\"none\",");
        String answered = request("sim-ok", "go [[call:1]]", TOOLS)
                .replace("\"}]}", "\"},{\"role\":\"tool\",\"tool_call_id\":\"x\",\"content\":\"sunny\"}]}");

        assertThat(Json.text(whole("sim-ok", "go [[call:1]]"))).doesNotContain("tool_calls");
        assertThat(Json.text(wholeOf(forbidden))).doesNotContain("tool_calls");
        assertThat(content(wholeOf(answered))).contains("The tool said: \"sunny\"");
    }

    @Test
    void stopsAtTheTokenLimit() throws Exception {
        Obj body = wholeOf(request("sim-ok", "hello", "\"max_tokens\":2,"));

        assertThat(content(body)).isEqualTo("You said");
        assertThat(Json.text(body)).contains("\"finish_reason\":\"length\"");
    }

    @Test
    void givesAsManyChunksAsAskedFor() throws Exception {
        Reply reply = ChatAnswer.of(ask(request("sim-ok", "你好😀", "\"stream\":true,")), shape(5, 3, UsageStyle.BIG));
        List<Obj> deltas = deltas((Reply.Streamed) reply);

        assertThat(deltas).hasSize(6);
        assertThat(deltas.subList(1, 6))
                .allSatisfy(delta -> assertThat(
                                delta.string("content", "").codePoints().count())
                        .isEqualTo(3));
    }

    @Test
    void tellsUsageBeyond32BitsOrNone() throws Exception {
        Ask ask = ask(request("sim-ok", "hi", ""));
        Reply.Whole big = (Reply.Whole) ChatAnswer.of(ask, shape(0, 8, UsageStyle.BIG));
        Reply.Whole none = (Reply.Whole) ChatAnswer.of(ask, shape(0, 8, UsageStyle.NONE));

        assertThat(Json.parseObject(big.body()).object("usage").integer("prompt_tokens"))
                .contains(12_000_000_000L);
        assertThat(Json.parseObject(none.body()).has("usage")).isFalse();
    }

    @Test
    void refusesRequestsItCannotAnswer() {
        assertRefused("{\"messages\":[{}]}", "model");
        assertRefused("{\"model\":\"m\"}", "messages");
        assertRefused("{\"model\":\"m\",\"messages\":[{}],\"n\":2}", "n must be 1");
        assertRefused("{\"model\":\"m\",\"messages\":[{}],\"max_tokens\":0}", "max_tokens");
    }

    private static Shape shape(int chunks, int size, UsageStyle usage) {
        return new Shape(chunks, size, 0, Script.Manners.PATIENT, usage);
    }

    private static void assertRefused(String json, String why) {
        assertThatExceptionOfType(BadAskException.class)
                .isThrownBy(() -> ask(json))
                .withMessageContaining(why);
    }

    private static String request(String model, String text, String more) {
        return "{\"model\":\"" + model + "\"," + more + "\"messages\":[{\"role\":\"user\",\"content\":\"" + text
                + "\"}]}";
    }

    private static Ask ask(String json) throws Exception {
        return ChatAsk.read((Obj) Json.parse(json));
    }

    private static Obj whole(String model, String text) throws Exception {
        return wholeOf(request(model, text, ""));
    }

    private static Obj wholeOf(String json) throws Exception {
        return Json.parseObject(((Reply.Whole) ChatAnswer.of(ask(json), SHAPE)).body());
    }

    private static Reply.Streamed streamed(String json) throws Exception {
        return (Reply.Streamed) ChatAnswer.of(ask(json), SHAPE);
    }

    private static String content(Obj body) {
        return ((Obj) body.list("choices").getFirst()).object("message").string("content", "");
    }

    private static List<Obj> deltas(Reply.Streamed reply) throws Exception {
        List<Obj> deltas = new ArrayList<>();
        for (Frame frame : reply.frames()) {
            Obj chunk = (Obj) Json.parse(frame.data());
            assertThat(chunk.string("object")).contains("chat.completion.chunk");
            deltas.add(((Obj) chunk.list("choices").getFirst()).object("delta"));
        }
        return deltas;
    }

    private static String arguments(List<Obj> calls, long index) {
        StringBuilder text = new StringBuilder();
        calls.stream()
                .filter(call -> call.integer("index").orElseThrow() == index)
                .forEach(call -> text.append(call.object("function").string("arguments", "")));
        return text.toString();
    }

    private static String joined(List<Obj> deltas, String name) {
        StringBuilder text = new StringBuilder();
        deltas.forEach(delta -> text.append(delta.string(name, "")));
        return text.toString();
    }

    private static int first(List<Obj> deltas, String name) {
        return (int) deltas.stream().takeWhile(delta -> !delta.has(name)).count();
    }

    private static int last(List<Obj> deltas, String name) {
        return deltas.size() - 1 - first(deltas.reversed(), name);
    }
}
