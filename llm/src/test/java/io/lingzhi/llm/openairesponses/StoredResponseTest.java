package io.lingzhi.llm.openairesponses;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.GoldenTable;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamRuns;
import io.lingzhi.llm.protocol.WireBody;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredResponseTest {
    @Test
    void aRequestGoesOnFromWhatIsStored() throws RejectedException, JsonSyntaxException {
        StoredResponse first = StoredResponse.of(
                bytes("{'model':'m','input':'hi','instructions':'old'}"),
                json("{'id':'resp_1','output':[{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'e'},"
                        + "{'type':'message','id':'msg_1','status':'completed','role':'assistant','content':[]},"
                        + "{'type':'web_search_call','id':'ws_1'}]}"));
        byte[] body = bytes("{'previous_response_id':'resp_1','model':'m','input':'more','seed':1.50}");
        assertThat(PreviousResponse.named(new WireBody(body))).contains("resp_1");
        byte[] whole = PreviousResponse.whole(body, first);
        assertThat(new String(whole, StandardCharsets.UTF_8))
                .isEqualTo(text("{'model':'m','input':["
                        + "{'type':'message','role':'user','content':[{'type':'input_text','text':'hi'}]},"
                        + "{'type':'reasoning','summary':[],'encrypted_content':'e'},"
                        + "{'type':'message','role':'assistant','content':[]},"
                        + "{'type':'web_search_call','id':'ws_1'},"
                        + "{'type':'message','role':'user','content':[{'type':'input_text','text':'more'}]}"
                        + "],'seed':1.50}"));
        assertThat(PreviousResponse.named(new WireBody(whole))).isEmpty();
        assertThat(StoredResponse.of(whole, json("{'id':'resp_2'}")).conversation())
                .hasSize(5);
    }

    @Test
    void tellsItemsThatAreOnlyNamed() throws RejectedException, JsonSyntaxException {
        StoredResponse stored = StoredResponse.of(
                bytes("{'input':'a'}"),
                json("{'id':'r','output':[{'type':'message','id':'msg_1','role':'assistant','content':[]}]}"));
        assertThat(stored.itemIds()).containsExactly("msg_1");
        byte[] body = bytes("{'input':[{'type':'item_reference','id':'msg_1'},{'type':'item_reference','id':'x'}]}");
        assertThat(new String(ItemReferences.resolved(body, stored::item), StandardCharsets.UTF_8))
                .isEqualTo(text("{'input':[{'type':'message','role':'assistant','content':[]},"
                        + "{'type':'item_reference','id':'x'}]}"));
        assertThat(ItemReferences.resolved(body, id -> Optional.empty())).isSameAs(body);
    }

    @Test
    void listsItsInputWithIds() throws RejectedException, JsonSyntaxException {
        StoredResponse stored = StoredResponse.of(
                bytes("{'input':[{'role':'user','content':'a'},{'type':'item_reference','id':'x'}]}"),
                json("{'id':'resp_1','output':[]}"));
        JsonValue.Obj list = Json.parseObject(stored.inputItems());
        assertThat(list.list("data")).hasSize(2);
        assertThat(list.string("first_id", "")).isEqualTo("x");
        assertThat(list.string("last_id", "")).isEqualTo("message_0_of_resp_1");
    }

    @Test
    void tellsThatItIsDeleted() throws JsonSyntaxException {
        assertThat(new String(new StoredResponse(List.of(), json("{'id':'resp_1'}")).deleted(), StandardCharsets.UTF_8))
                .isEqualTo(text("{'id':'resp_1','object':'response','deleted':true}"));
    }

    @Test
    void countsInputTokensInOpenAisForm() {
        assertThat(new String(InputTokens.body(11), StandardCharsets.UTF_8))
                .isEqualTo(text("{'object':'response.input_tokens','input_tokens':11}"));
    }

    @Test
    void recordsTheResponseOfAStreamAndFillsItsOutput() throws IOException, FrameTooLongException {
        JsonValue.Obj told = recorded("text.sse", 1 << 20).orElseThrow();
        assertThat(told.list("output")).hasSize(1);
        JsonValue.Obj filled = recorded("thinking-text-call.sse", 1 << 20).orElseThrow();
        assertThat(filled.list("output").stream().map(item -> ((JsonValue.Obj) item).string("type", "")))
                .containsExactly("reasoning", "message", "function_call");
    }

    @Test
    void recordsNothingOfAStreamThatFailsOrIsCutOrIsTooLong() throws IOException, FrameTooLongException {
        assertThat(recorded("failed.sse", 1 << 20)).isEmpty();
        assertThat(recorded("cut.sse", 1 << 20)).isEmpty();
        assertThat(recorded("malformed.sse", 1 << 20)).isPresent();
        assertThat(recorded("text.sse", 300)).isEmpty();
    }

    private static Optional<JsonValue.Obj> recorded(String name, int maxBytes)
            throws IOException, FrameTooLongException {
        Path file = new GoldenTable("openairesponses/streams")
                .files(name).stream()
                        .filter(path -> path.getFileName().toString().equals(name))
                        .findFirst()
                        .orElseThrow();
        byte[] sse = Files.readAllBytes(file);
        ResponseRecorder recorder = new ResponseRecorder(maxBytes);
        StreamRuns.frames(sse, sse.length).forEach(recorder::accept);
        return recorder.response();
    }

    private static String text(String json) {
        return json.replace('\'', '"');
    }

    private static byte[] bytes(String json) {
        return text(json).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonValue.Obj json(String text) throws JsonSyntaxException {
        return Json.parseObject(bytes(text));
    }
}
