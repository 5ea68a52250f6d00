package io.lingzhi.llm.openairesponses;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponsesAskedTest {
    private final ResponsesPassThrough passThrough = new ResponsesPassThrough();

    @Test
    void isNotRelayedWithAnotherUpstreamsSignature() throws RejectedException, JsonSyntaxException {
        assertThat(asked("{'model':'m','input':'hi'}").relayable()).isTrue();
        assertThat(asked("{'model':'m','input':[{'type':'reasoning','encrypted_content':'gAAAA'}]}")
                        .relayable())
                .isTrue();
        assertThat(asked("{'model':'m','input':[{'type':'reasoning','encrypted_content':'lz1.gemini.s.eA'}]}")
                        .relayable())
                .isFalse();
    }

    @Test
    void givesAForeignSignatureBackAsItWas() throws RejectedException, JsonSyntaxException {
        Part.Thinking thought = new Part.Thinking("t", Optional.of(new Signature(Protocol.ANTHROPIC, "s+/=", true)));
        JsonValue.Obj response = encoded(asked("{'model':'m','input':'?'}"), List.of(thought));
        JsonValue replayed = Json.object()
                .put("model", "m")
                .put("input", response.list("output"))
                .build();
        assertThat(Streams.asked(replayed).request().messages().getFirst().parts())
                .containsExactly(thought);
    }

    @Test
    void leavesForeignPiecesOutWithoutAGap() throws RejectedException, JsonSyntaxException {
        JsonValue.Obj response = encoded(
                asked("{'model':'m','input':'?'}"),
                List.of(
                        new Part.Opaque(Protocol.ANTHROPIC, JsonValue.Obj.EMPTY),
                        new Part.Text("a"),
                        new Part.Opaque(Protocol.GEMINI, JsonValue.Obj.EMPTY),
                        new Part.Text("b")));
        assertThat(response.list("output")).hasSize(1);
    }

    @Test
    void callsATwiceShortenedToolByItsOwnName() throws RejectedException, JsonSyntaxException {
        String name = "n".repeat(70);
        Asked asked =
                asked("{'model':'m','input':'?','tools':[{'type':'namespace','name':'ns','tools':[{'type':'function',"
                        + "'name':'" + name + "'}]}]}");
        String upstream = new String(
                new ResponsesOutbound()
                        .encodeRequest(asked.request(), Dialect.PLAIN)
                        .request()
                        .body(),
                StandardCharsets.UTF_8);
        String shortened = upstream.replaceFirst("(?s).*\"name\":\"([^\"]+)\".*", "$1");
        assertThat(shortened).hasSize(64);
        JsonValue.Obj call = (JsonValue.Obj) encoded(asked, List.of(new Part.ToolCall("c", shortened, "{}")))
                .list("output")
                .getFirst();
        assertThat(call.string("name", "")).isEqualTo(name);
        assertThat(call.string("namespace", "")).isEqualTo("ns");
    }

    @Test
    void keepsItsIdsWithinWhatMayBeSentBack() throws RejectedException, JsonSyntaxException {
        Asked asked = asked("{'model':'m','input':'?'}");
        ChatResponse response = new ChatResponse(
                "x".repeat(90),
                "up",
                0,
                List.of(new Part.Text("a")),
                FinishReason.STOP,
                Optional.empty(),
                Optional.empty());
        JsonValue.Obj item = (JsonValue.Obj)
                Json.parseObject(asked.encodeResponse(response)).list("output").getFirst();
        assertThat(item.string("id", "")).hasSizeLessThanOrEqualTo(64).startsWith("msg_x");
    }

    @Test
    void tellsAFailureWithinTheStreamAsItsLastEvent()
            throws RejectedException, JsonSyntaxException, FrameTooLongException {
        byte[] sse = Streams.encode(
                asked("{'model':'m','input':'?','stream':true}"),
                List.of(
                        new StreamEvent.Started("1", "up", 7),
                        new StreamEvent.PartStarted(new PartHead.Text()),
                        new StreamEvent.TextDelta("a"),
                        new StreamEvent.Failed(new Failure.RateLimited("Slow down.", Optional.of(Duration.ZERO)))));
        JsonValue.Obj last = Streams.sent(sse).getLast();
        assertThat(last.string("type", "")).isEqualTo("response.failed");
        assertThat(last.integer("sequence_number")).contains(5L);
        assertThat(last.object("response").object("error").string("code", "")).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void endsARelayedStreamWithAFailureThatItsDecoderUnderstands() throws FrameTooLongException {
        byte[] end = new ResponsesInbound(() -> "new").encodeStreamFailure(new Failure.TimedOut("Too slow."));
        assertThat(Streams.events(end).getLast())
                .isEqualTo(
                        new StreamEvent.Failed(new Failure.UpstreamFault("The upstream reported an error: Too slow.")));
    }

    @Test
    void patchesTheModelAndNothingElse() throws RejectedException {
        byte[] body = "{ \"model\" : \"a\", \"input\":[1.50, \"\u00e9\"],\n\"model\":\"b\" }"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(new String(passThrough.patch(body, "up\"x", Dialect.PLAIN), StandardCharsets.UTF_8))
                .isEqualTo("{ \"model\" : \"up\\\"x\", \"input\":[1.50, \"\u00e9\"],\n\"model\":\"up\\\"x\" }");
    }

    @Test
    void relaysToTheResponsesPathWithTheHeadersOfCodex() throws RejectedException, JsonSyntaxException {
        Peek peek = asked("{'model':'m','input':'?'}").peek();
        assertThat(passThrough.path("m", peek)).isEqualTo("/responses");
        assertThat(passThrough.clientHeaders()).contains("session-id", "x-codex-turn-metadata", "originator");
    }

    private static Asked asked(String json) throws RejectedException, JsonSyntaxException {
        return Streams.asked(Json.parse(json.replace('\'', '"')));
    }

    private static JsonValue.Obj encoded(Asked asked, List<Part> parts) throws JsonSyntaxException {
        return Json.parseObject(asked.encodeResponse(
                new ChatResponse("1", "up", 7, parts, FinishReason.STOP, Optional.empty(), Optional.empty())));
    }
}
