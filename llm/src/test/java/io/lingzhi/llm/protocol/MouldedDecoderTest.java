package io.lingzhi.llm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MouldedDecoderTest {
    private int decoded;

    /** Tells {@code text} as a text, {@code thought} as a thought, and nothing of what is no JSON. */
    private final MouldedDecoder moulded = new MouldedDecoder(new StreamDecoder() {
        @Override
        public List<StreamEvent> decode(Frame frame) {
            decoded++;
            List<StreamEvent> events = new ArrayList<>();
            try {
                var data = Json.parseObject(frame.data());
                data.string("text").ifPresent(text -> events.add(new StreamEvent.TextDelta(text)));
                data.string("thought").ifPresent(text -> events.add(new StreamEvent.ThinkingDelta(text)));
            } catch (JsonSyntaxException e) {
                return List.of();
            }
            return events;
        }

        @Override
        public List<StreamEvent> end() {
            return List.of();
        }
    });

    @Test
    void decodesNoMoreThanTheFirstTwoFramesOfAForm() {
        for (int i = 0; i < 100; i++) {
            assertThat(decode("{\"n\":1,\"text\":\"" + i + "\"}"))
                    .containsExactly(new StreamEvent.TextDelta(Integer.toString(i)));
        }
        assertThat(decoded).isEqualTo(2);
    }

    @Test
    void findsTheNextForm() {
        for (int i = 0; i < 10; i++) {
            decode("{\"text\":\"a" + i + "\"}");
        }
        decoded = 0;
        for (int i = 0; i < 10; i++) {
            assertThat(decode("{\"thought\":\"b" + i + "\"}")).containsExactly(new StreamEvent.ThinkingDelta("b" + i));
        }
        assertThat(decoded).isEqualTo(2);
    }

    @Test
    void trustsNoMouldThatForetoldAnotherText() {
        // The text stands in one place only, and that is not where it is read: the first of both members counts not.
        assertThat(decode("{\"id\":\"a\",\"text\":\"a\"}")).containsExactly(new StreamEvent.TextDelta("a"));
        assertThat(decode("{\"id\":\"b\",\"text\":\"a\"}")).containsExactly(new StreamEvent.TextDelta("a"));
        assertThat(decode("{\"id\":\"c\",\"text\":\"a\"}")).containsExactly(new StreamEvent.TextDelta("a"));
    }

    @Test
    void goesOnAfterAFrameWithoutData() {
        decode("{\"text\":\"a\"}");
        decode("{\"text\":\"b\"}");
        decode("");
        decoded = 0;
        assertThat(decode("{\"text\":\"c\"}")).containsExactly(new StreamEvent.TextDelta("c"));
        assertThat(decoded).isZero();
    }

    @Test
    void stopsLookingForAFormWhereEachFrameHasItsOwn() {
        for (int i = 0; i < 40; i++) {
            assertThat(decode("{\"n\":" + i + ",\"text\":\"x\"}")).containsExactly(new StreamEvent.TextDelta("x"));
        }
        assertThat(decoded).isEqualTo(40);
    }

    private List<StreamEvent> decode(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return moulded.decode(new Frame("message", bytes, bytes));
    }
}
