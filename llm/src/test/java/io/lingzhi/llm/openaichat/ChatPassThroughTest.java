package io.lingzhi.llm.openaichat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonArbitraries;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireBody;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChatPassThroughTest {
    private final ChatPassThrough passThrough = new ChatPassThrough();

    @Test
    void replacesTheModelAndNothingElse() throws RejectedException {
        assertThat(patched("{ \"temperature\":0.70, \"model\" : \"alias\" ,\"x\":[1 ,2]}\n"))
                .isEqualTo("{ \"temperature\":0.70, \"model\" : \"up/\\\"stream\\\"\" ,\"x\":[1 ,2]}\n");
    }

    @Test
    void asksForUsageWhenStreamed() throws RejectedException {
        assertThat(patched("{\"model\":\"a\",\"stream\":true }"))
                .isEqualTo("{\"model\":\"up/\\\"stream\\\"\",\"stream\":true"
                        + " ,\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void completesStreamOptionsInEveryForm() throws RejectedException {
        assertThat(options("{}")).isEqualTo("{\"include_usage\":true}");
        assertThat(options("{ \"a\":1}")).isEqualTo("{\"include_usage\":true, \"a\":1}");
        assertThat(options("{\"include_usage\": false}")).isEqualTo("{\"include_usage\": true}");
        assertThat(options("{\"include_usage\":\"yes\",\"a\":1}")).isEqualTo("{\"include_usage\":true,\"a\":1}");
        assertThat(options("{\"include_usage\" : true}")).isEqualTo("{\"include_usage\" : true}");
        assertThat(options("null")).isEqualTo("{\"include_usage\":true}");
        assertThat(options("[1]")).isEqualTo("{\"include_usage\":true}");
    }

    private String repaired(String messages, Quirk... more) throws RejectedException {
        byte[] body = bytes("{\"model\":\"a\",\"messages\":" + messages + "}");
        String patched = new String(
                passThrough.patch(body, "a", Dialect.of(Quirk.REASONING_ROUND_TRIP, more)), StandardCharsets.UTF_8);
        return patched.substring("{\"model\":\"a\",\"messages\":".length(), patched.length() - 1);
    }

    @Test
    void completesToolTurnsWhereReasoningIsDemandedBack() throws RejectedException {
        String call = "\"tool_calls\": [{\"id\":\"c1\"}]";
        assertThat(repaired("[{\"role\":\"assistant\", " + call + "}, {\"role\":\"assistant\",\"content\":\"a\"}]"))
                .isEqualTo("[{\"reasoning_content\":\"\",\"role\":\"assistant\", " + call
                        + "}, {\"role\":\"assistant\",\"content\":\"a\"}]");
        String kept = "[{\"role\":\"assistant\",\"reasoning_content\":\"so\"," + call + "}]";
        assertThat(repaired(kept)).isEqualTo(kept);
    }

    /** A client that keeps thoughts under the other name was refused. */
    @Test
    void putsThoughtsUnderTheNameThatIsDemanded() throws RejectedException {
        String rest = "\"role\":\"assistant\",\"reasoning\":\"so\",\"tool_calls\":[{\"id\":\"c1\"}]}]";
        assertThat(repaired("[{" + rest)).isEqualTo("[{\"reasoning_content\":\"so\"," + rest);
        assertThat(repaired("[{\"reasoning_content\":\"\"," + rest))
                .isEqualTo("[{\"reasoning_content\":\"so\"," + rest);
        assertThat(repaired("[{\"reasoning_content\":\"own\"," + rest))
                .isEqualTo("[{\"reasoning_content\":\"own\"," + rest);
    }

    @Test
    void putsWordsWhereTheUpstreamWantsSome() throws RejectedException {
        String call = "\"tool_calls\":[{\"id\":\"c1\"}]";
        String turns = "[{\"role\":\"assistant\"," + call + "},{\"role\":\"assistant\",\"content\":\"said\"," + call
                + "},{\"role\":\"assistant\",\"reasoning\":\"so\"},{\"role\":\"assistant\",\"reasoning_content\":null,"
                + call + "}]";
        assertThat(repaired(turns, Quirk.REASONING_NEVER_EMPTY))
                .isEqualTo("[{\"reasoning_content\":\"[reasoning unavailable]\",\"role\":\"assistant\"," + call
                        + "},{\"reasoning_content\":\"said\",\"role\":\"assistant\",\"content\":\"said\"," + call
                        + "},{\"role\":\"assistant\",\"reasoning\":\"so\"},"
                        + "{\"role\":\"assistant\",\"reasoning_content\":\"so\"," + call + "}]");
    }

    @Test
    void leavesOutAnswersThatSayNothingWhereTheUpstreamRefusesThem() throws RejectedException {
        String user = "{\"role\":\"user\",\"content\":\"hi\"}";
        String empty = "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[]}";
        String none = "{\"role\":\"assistant\",\"content\":null}";
        Quirk words = Quirk.REASONING_NEVER_EMPTY;
        assertThat(repaired("[" + empty + ", " + user + " , " + none + "," + empty + ", " + user + "]", words))
                .isEqualTo("[" + user + ", " + user + "]");
        assertThat(repaired("[" + user + "," + empty + "]", words)).isEqualTo("[" + user + "]");
        assertThat(repaired("[" + empty + "," + none + "]", words)).isEqualTo("[]");
        assertThat(repaired("[" + user + "," + empty + "]")).isEqualTo("[" + user + "," + empty + "]");
    }

    @Test
    void linksResultsThatNameNoCallWhereOnlyOneCanBeMeant() throws RejectedException {
        String two = "{\"role\":\"assistant\",\"reasoning_content\":\"so\","
                + "\"tool_calls\":[{\"id\":\"c1\"},{\"id\":\"c2\"}]}";
        assertThat(repaired(
                        "[" + two + ",{\"role\":\"tool\"},{\"role\":\"tool\",\"call_id\":\"c1\"},{\"role\":\"tool\"}]",
                        Quirk.REASONING_NEVER_EMPTY))
                .isEqualTo("[" + two + ",{\"role\":\"tool\"}"
                        + ",{\"tool_call_id\":\"c1\",\"role\":\"tool\",\"call_id\":\"c1\"}"
                        + ",{\"tool_call_id\":\"c2\",\"role\":\"tool\"}]");
    }

    @Test
    void leavesStreamOptionsAloneWhereTheUpstreamRefusesThem() throws RejectedException {
        byte[] body = bytes("{\"stream\":true,\"model\":\"a\"}");
        assertThat(passThrough.patch(body, "b", Dialect.of(Quirk.NO_STREAM_OPTIONS)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"stream\":true,\"model\":\"b\"}");
    }

    @Test
    void replacesEveryPlaceOfARepeatedModel() throws RejectedException {
        byte[] patched = passThrough.patch(bytes("{\"model\":\"a\",\"mod\\u0065l\":\"b\"}"), "c", Dialect.PLAIN);
        assertThat(patched).asString(StandardCharsets.UTF_8).isEqualTo("{\"model\":\"c\",\"mod\\u0065l\":\"c\"}");
    }

    @Test
    void refusesABodyWithoutAModel() {
        assertThatThrownBy(() -> patched("{\"stream\":true}")).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> patched("{")).isInstanceOf(RejectedException.class);
    }

    @Property(tries = 1000, seed = "20261122")
    void changesNothingButThePatchedMembers(@ForAll("objectTexts") String text)
            throws RejectedException, JsonSyntaxException {
        byte[] body = bytes(text.replaceFirst("\\{", "{\"model\":\"a\"" + (text.contains(":") ? "," : "")));
        JsonValue.Obj before = Json.parseObject(body);
        List<Splice> splices = passThrough.patches(new WireBody(body), "b", Dialect.PLAIN);
        byte[] patched = passThrough.patch(body, "b", Dialect.PLAIN);
        assertThat(restored(patched, body, splices)).isEqualTo(body);
        assertThat(Json.parseObject(patched)).isEqualTo(expected(before));
    }

    @Property(tries = 1000, seed = "20261122")
    void theStreamedKindAsksForUsage(@ForAll("objectTexts") String text) throws RejectedException, JsonSyntaxException {
        String comma = text.contains(":") ? "," : "";
        int end = text.lastIndexOf('}');
        byte[] body = bytes(text.substring(0, end) + comma + "\"model\":\"a\",\"stream\":true" + text.substring(end));
        JsonValue.Obj patched = Json.parseObject(passThrough.patch(body, "b", Dialect.PLAIN));
        assertThat(patched).isEqualTo(expected(Json.parseObject(body)));
        assertThat(patched.object("stream_options").bool("include_usage")).contains(true);
        assertThat(ChatPeek.of(new WireBody(Json.bytes(patched)).object()))
                .isEqualTo(new Peek(new ModelId("b"), true, true));
    }

    @Test
    void tellsTheUsageReportFromOtherChunks() {
        assertThat(isReport("{\"id\":\"x\",\"choices\":[],\"usage\":{\"prompt_tokens\":1}}"))
                .isTrue();
        assertThat(isReport("{\"usage\":{}, \"choices\" : [ ] }")).isTrue();
        assertThat(isReport("{\"choices\":[],\"usage\":null}")).isFalse();
        assertThat(isReport("{\"choices\":[],\"prompt_filter_results\":[]}")).isFalse();
        assertThat(isReport("{\"choices\":[{\"delta\":{}}],\"usage\":{}}")).isFalse();
        assertThat(isReport("{\"x\":{\"choices\":[],\"usage\":{}},\"choices\":[{}]}"))
                .isFalse();
        assertThat(isReport("{\"choices\":[{\"delta\":{\"content\":\"\\\"choices\\\":[]\"}}],\"usage\":{}}"))
                .isFalse();
        assertThat(isReport("{\"choices\":[],\"usage\":{}")).isFalse();
        assertThat(isReport("[DONE]")).isFalse();
        assertThat(isReport("")).isFalse();
    }

    @Provide
    Arbitrary<String> objectTexts() {
        return JsonArbitraries.objectTexts();
    }

    private static JsonValue.Obj expected(JsonValue.Obj before) {
        JsonValue.Obj renamed = before.with("model", JsonValue.of("b"));
        boolean streamed = before.bool("stream").orElse(false);
        JsonValue.Obj options = before.object("stream_options").with("include_usage", JsonValue.of(true));
        return streamed ? renamed.with("stream_options", options) : renamed;
    }

    /** The patched bytes with what was spliced in taken out, and what was there put back. */
    private static byte[] restored(byte[] patched, byte[] original, List<Splice> splices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        int before = 0;
        for (Splice splice : splices) {
            int kept = splice.start() - before;
            out.write(patched, at, kept);
            out.write(original, splice.start(), splice.end() - splice.start());
            at += kept + splice.replacement().length;
            before = splice.end();
        }
        out.write(patched, at, patched.length - at);
        return out.toByteArray();
    }

    private String patched(String body) throws RejectedException {
        return new String(passThrough.patch(bytes(body), "up/\"stream\"", Dialect.PLAIN), StandardCharsets.UTF_8);
    }

    private String options(String written) throws RejectedException {
        String head = "{\"model\":\"a\",\"stream\":true,\"stream_options\":";
        byte[] patched = passThrough.patch(bytes(head + written + "}"), "a", Dialect.PLAIN);
        String text = new String(patched, StandardCharsets.UTF_8);
        return text.substring(head.length(), text.length() - 1);
    }

    private boolean isReport(String data) {
        return passThrough.isUsageReport(new Frame("message", bytes(data), bytes("data: " + data + "\n\n")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
