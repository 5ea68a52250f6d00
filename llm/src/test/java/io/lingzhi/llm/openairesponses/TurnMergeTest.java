package io.lingzhi.llm.openairesponses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.openairesponses.TurnMerge.Turn;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnMergeTest {
    private static final String CALL = "{'type':'function_call','call_id':'c1','name':'f','arguments':'{}'}";
    private static final String RESULT = "{'type':'function_call_output','call_id':'c1','output':'x'}";

    @Test
    void theFirstFrameIsARequestOfItsOwn() throws RejectedException, JsonSyntaxException {
        assertThat(TurnMerge.first(json("{'type':'response.create','model':'m','generate':false,'tools':[]}")))
                .isEqualTo(json("{'model':'m','tools':[],'stream':true,'input':[]}"));
    }

    @Test
    void aPrewarmWantsNoAnswer() throws JsonSyntaxException {
        assertThat(TurnMerge.isPrewarm(json("{'type':'response.create','generate':false}")))
                .isTrue();
        assertThat(TurnMerge.isPrewarm(json("{'type':'response.create'}"))).isFalse();
    }

    @Test
    void refusesWhatCannotBeFirst() {
        assertThatThrownBy(() -> TurnMerge.first(json("{'type':'response.append','input':[]}")))
                .hasMessageContaining("before response.append");
        assertThatThrownBy(() -> TurnMerge.first(json("{'type':'session.update'}")))
                .hasMessage("unsupported websocket request type: session.update");
        assertThatThrownBy(() -> TurnMerge.first(json("{'type':'response.create'}")))
                .hasMessageContaining("model");
    }

    @Test
    void anUnknownPreviousResponseIsAConflict() throws JsonSyntaxException {
        try {
            TurnMerge.first(json("{'type':'response.create','model':'m','previous_response_id':'gone'}"));
            throw new AssertionError("it is not refused");
        } catch (RejectedException e) {
            JsonValue.Obj event = SocketError.event(e.failure());
            assertThat(event.integer("status")).contains(409L);
            assertThat(event.object("error").string("code", "")).isEqualTo("previous_response_not_found");
            assertThat(event.object("error").string("param", "")).isEqualTo("previous_response_id");
        }
    }

    @Test
    void otherErrorsKeepTheirStatusAndTheirWait() {
        JsonValue.Obj event = SocketError.event(new Failure.NoCredential("None."));
        assertThat(event.integer("status")).contains(503L);
        assertThat(event.object("headers").string("retry-after", "")).isEqualTo("5");
    }

    @Test
    void addsWhatIsNewToWhatWasSaid() throws RejectedException, JsonSyntaxException {
        Turn last =
                turn("[{'role':'user','content':'a'}]", "[" + CALL.replace("'call_id'", "'id':'fc_1','call_id'") + "]");
        JsonValue.Obj next = TurnMerge.next(
                json("{'type':'response.create','previous_response_id':'r1','input':[" + RESULT + "]}"), last);
        assertThat(next)
                .isEqualTo(json("{'input':[{'role':'user','content':'a'}," + CALL + "," + RESULT
                        + "],'model':'m','instructions':'i','stream':true}"));
    }

    @Test
    void refusesToGoOnFromAnotherResponse() throws JsonSyntaxException {
        Turn last = turn("[]", "[]");
        assertThatThrownBy(() ->
                        TurnMerge.next(json("{'type':'response.create','previous_response_id':'r9','input':[]}"), last))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("r9");
    }

    @Test
    void anAppendNeedsAListOfItems() throws JsonSyntaxException {
        Turn last = turn("[]", "[]");
        assertThatThrownBy(() -> TurnMerge.next(json("{'type':'response.append','input':'x'}"), last))
                .isInstanceOf(RejectedException.class);
    }

    @Test
    void aTranscriptWithAnswersReplacesWhatWasSaid() throws RejectedException, JsonSyntaxException {
        Turn last = turn("[{'role':'user','content':'old'}]", "[]");
        assertThat(input(
                        "[{'role':'user','content':'new'},{'role':'assistant','content':'b'},"
                                + "{'role':'user','content':'c'}]",
                        last))
                .hasSize(3);
    }

    @Test
    void aTranscriptThatBeginsAgainReplacesWhatWasSaid() throws RejectedException, JsonSyntaxException {
        Turn last = turn("[{'id':'1','role':'developer','content':'d'},{'role':'user','content':'old'}]", "[]");
        assertThat(input("[{'id':'2','role':'developer','content':'d'},{'role':'user','content':'sum'}]", last))
                .hasSize(2);
    }

    @Test
    void aCompactionStandsForEverythingBefore() throws RejectedException, JsonSyntaxException {
        Turn last = turn("[{'role':'user','content':'old'}]", "[]");
        assertThat(input("[{'type':'compaction','encrypted_content':'z'},{'role':'user','content':'c'}]", last))
                .hasSize(2);
    }

    @Test
    void completesAPairOfCallAndOutputFromWhatWasSaid() throws RejectedException, JsonSyntaxException {
        Turn last = turn("[{'role':'user','content':'old'}]", "[" + CALL + "]");
        assertThat(input("[{'role':'assistant','content':'b'}," + RESULT + "]", last))
                .containsExactly(json("{'role':'assistant','content':'b'}"), json(CALL), json(RESULT));
    }

    @Test
    void leavesOutHalvesThatNobodyCanComplete() throws RejectedException, JsonSyntaxException {
        Turn last = turn("[{'role':'user','content':'old'}]", "[]");
        assertThat(input(
                        "[{'role':'assistant','content':'b'}," + RESULT
                                + ",{'type':'custom_tool_call','call_id':'c2','name':'g','input':''}]",
                        last))
                .containsExactly(json("{'role':'assistant','content':'b'}"));
    }

    @Test
    void itemsThatComeTwiceCountOnce() throws RejectedException, JsonSyntaxException {
        Turn last = turn("[{'id':'m1','role':'user','content':'a'}]", "[]");
        assertThat(input("[{'id':'m1','role':'user','content':'a'}]", last)).hasSize(1);
    }

    @Test
    void aPrewarmIsAnsweredWithAnEmptyResponse() throws JsonSyntaxException {
        List<JsonValue.Obj> events = Prewarm.events(json("{'model':'m','input':[]}"), "resp_prewarm_1", 7);
        assertThat(events.stream().map(event -> event.string("type", "")))
                .containsExactly("response.created", "response.completed");
        JsonValue.Obj response = events.getLast().object("response");
        assertThat(response.string("id", "")).isEqualTo("resp_prewarm_1");
        assertThat(response.object("usage").integer("total_tokens")).contains(0L);
    }

    private static List<JsonValue> input(String added, Turn last) throws RejectedException, JsonSyntaxException {
        return TurnMerge.next(json("{'type':'response.create','input':" + added + "}"), last)
                .list("input");
    }

    private static Turn turn(String input, String output) throws JsonSyntaxException {
        JsonValue.Obj request = json("{'model':'m','instructions':'i','input':" + input + "}");
        return new Turn(request, json("{'output':" + output + "}").list("output"), "r1");
    }

    private static JsonValue.Obj json(String text) throws JsonSyntaxException {
        return Json.parseObject(text.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
