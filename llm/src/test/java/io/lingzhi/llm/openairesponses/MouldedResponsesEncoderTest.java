package io.lingzhi.llm.openairesponses;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Frames that are written by a mould are, byte for byte, those that are written without one. */
class MouldedResponsesEncoderTest {
    private static final List<String> TEXTS =
            List.of("a", "\"q\"", "\\", "你好", "😀", "a\nb\t\u0001", "half \ud83d", "(the text)", "{\"x\":1}", "/");

    private final StreamEncoder encoder;
    private long number;

    MouldedResponsesEncoderTest() throws RejectedException {
        encoder = asked().newStreamEncoder();
        number = 2;
        encoder.encode(new StreamEvent.Started("r", "m", 7));
    }

    private static Asked asked() throws RejectedException {
        return Streams.asked(Streams.QUESTION);
    }

    @Test
    void writesTheFrameItselfOfEachPieceOfText() {
        begin(new PartHead.Text(), 2);
        TEXTS.forEach(text -> assertThat(told(new StreamEvent.TextDelta(text)))
                .isEqualTo(frame("output_text.delta", "'item_id':'msg_r_0','output_index':0,'content_index':0,", text)
                        .replace("}\n\n", ",\"logprobs\":[]}\n\n")));
        end(2);
        begin(new PartHead.Refusal(), 1);
        TEXTS.forEach(text -> assertThat(told(new StreamEvent.TextDelta(text)))
                .isEqualTo(frame("refusal.delta", "'item_id':'msg_r_0','output_index':0,'content_index':1,", text)));
    }

    @Test
    void writesTheFrameItselfOfEachPieceOfAThought() {
        begin(new PartHead.Thinking(), 1);
        assertThat(told(new StreamEvent.ThinkingDelta("first"))).contains("summary_part.added", "first");
        number += 2;
        TEXTS.forEach(text -> assertThat(told(new StreamEvent.ThinkingDelta(text)))
                .isEqualTo(frame(
                        "reasoning_summary_text.delta",
                        "'item_id':'rs_r_0','output_index':0,'summary_index':0,",
                        text)));
    }

    @Test
    void writesTheFrameItselfOfEachPieceOfACall() {
        begin(new PartHead.ToolCall("call", "f"), 1);
        TEXTS.forEach(text -> assertThat(told(new StreamEvent.ArgumentsDelta(text)))
                .isEqualTo(frame("function_call_arguments.delta", "'item_id':'fc_r_0','output_index':0,", text)));
    }

    @Test
    void writesWhatItWritesForAnIdThatAllowsNoMould() throws RejectedException {
        String moulded = encoded("an-id");
        assertThat(moulded).contains("custom_tool_call_input.delta", "half \\uD83D", "msg_an-id_");
        assertThat(encoded("an\"id").replace("an\\\"id", "an-id")).isEqualTo(moulded);
    }

    @Test
    void keepsToItselfTheEndsThatTheClientHadAlready() {
        begin(new PartHead.Text(), 2);
        told(new StreamEvent.TextDelta("a"));
        number++;
        end(2);
        encoder.caughtUp();
        number++;
        assertThat(told(new StreamEvent.PartStarted(new PartHead.Thinking())))
                .startsWith("event: response.output_item.added\ndata: {\"type\":\"response.output_item.added\","
                        + "\"sequence_number\":" + number + ",")
                .doesNotContain("done");
    }

    private static String encoded(String id) throws RejectedException {
        List<StreamEvent> events = new ArrayList<>(List.of(new StreamEvent.Started(id, "m", 7)));
        for (int i = 0; i < 2; i++) {
            add(events, new PartHead.Thinking(), StreamEvent.ThinkingDelta::new);
            add(events, new PartHead.Text(), StreamEvent.TextDelta::new);
            add(events, new PartHead.Refusal(), StreamEvent.TextDelta::new);
            add(events, new PartHead.ToolCall("call" + i, "f"), StreamEvent.ArgumentsDelta::new);
            add(events, new PartHead.ToolCall("custom" + i, "c"), StreamEvent.ArgumentsDelta::new);
        }
        events.add(new StreamEvent.Finished(FinishReason.TOOL_CALLS));
        return new String(Streams.encode(asked(), events), StandardCharsets.UTF_8);
    }

    private static void add(List<StreamEvent> events, PartHead head, Function<String, StreamEvent> delta) {
        events.add(new StreamEvent.PartStarted(head));
        TEXTS.forEach(text -> events.add(delta.apply(text)));
        events.add(new StreamEvent.PartFinished());
    }

    private void begin(PartHead head, int frames) {
        encoder.encode(new StreamEvent.PartStarted(head));
        number += frames;
    }

    private void end(int frames) {
        encoder.encode(new StreamEvent.PartFinished());
        number += frames;
    }

    private String told(StreamEvent event) {
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    /** The next frame, with single quotes for double ones in {@code place}. */
    private String frame(String kind, String place, String text) {
        String type = "response." + kind;
        String frame = "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + number + ","
                + place.replace('\'', '"') + "\"delta\":" + Json.text(JsonValue.of(text)) + "}\n\n";
        number++;
        return frame;
    }
}
