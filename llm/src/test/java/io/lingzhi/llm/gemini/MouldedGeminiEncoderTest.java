package io.lingzhi.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.protocol.Protocol;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks that are written by a mould are, byte for byte, those that are written without one. */
class MouldedGeminiEncoderTest {
    private static final List<String> TEXTS =
            List.of("a", "", "\"q\"", "\\", "你好", "😀", "a\nb\t\u0001", "half \ud83d", "(the text)", "{\"x\":1}", "/");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writesWhatItWritesForAModelWhoseNameAllowsNoMould(boolean array) {
        String moulded = encoded("the-model", array);
        assertThat(moulded).contains("half \\uD83D").contains("\"thoughtSignature\":\"c2ln\"");
        assertThat(encoded("the\"model", array).replace("the\\\"model", "the-model"))
                .isEqualTo(moulded);
    }

    @Test
    void writesTheChunkItselfOfEachText() {
        StringBuilder expected = new StringBuilder();
        GeminiChunk chunk = new GeminiChunk("r", "the-model", 7);
        for (Function<String, StreamEvent> kind : kinds()) {
            for (String text : TEXTS) {
                boolean thought = kind.apply(text) instanceof StreamEvent.ThinkingDelta;
                expected.append(text.isEmpty() ? "" : line(chunk, text, thought));
            }
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        GeminiStreamEncoder encoder = new GeminiStreamEncoder(new ChunkFraming(false));
        encoder.encode(new StreamEvent.Started("r", "the-model", 7));
        kinds().forEach(kind -> TEXTS.forEach(text -> written.writeBytes(encoder.encode(kind.apply(text)))));
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void takesUpTheNameOfTheNextStart() {
        GeminiStreamEncoder encoder = new GeminiStreamEncoder(new ChunkFraming(false));
        encoder.encode(new StreamEvent.Started("r1", "one", 0));
        encoder.encode(new StreamEvent.TextDelta("a"));
        encoder.encode(new StreamEvent.Started("r2", "two", 0));
        byte[] next = encoder.encode(new StreamEvent.TextDelta("a"));
        assertThat(new String(next, StandardCharsets.UTF_8))
                .isEqualTo(line(new GeminiChunk("r2", "two", 0), "a", false));
    }

    private static List<Function<String, StreamEvent>> kinds() {
        return List.of(StreamEvent.ThinkingDelta::new, StreamEvent.TextDelta::new);
    }

    private static String line(GeminiChunk chunk, String text, boolean thought) {
        return "data: " + Json.text(chunk.of(thought ? SignedParts.thought(text) : SignedParts.text(text))) + "\n\n";
    }

    private static String encoded(String model, boolean array) {
        List<StreamEvent> events = new ArrayList<>(List.of(new StreamEvent.Started("r", model, 1_700_000_000L)));
        for (boolean signed : List.of(true, false)) {
            events.addAll(part(new PartHead.Thinking(), StreamEvent.ThinkingDelta::new, signed));
            events.addAll(part(new PartHead.Text(), StreamEvent.TextDelta::new, false));
            events.add(new StreamEvent.PartStarted(new PartHead.ToolCall("c" + signed, "f")));
            events.add(new StreamEvent.PartFinished());
            events.addAll(part(new PartHead.Refusal(), StreamEvent.TextDelta::new, false));
        }
        events.add(new StreamEvent.Finished(FinishReason.TOOL_CALLS));
        return new String(GeminiStreams.encoded(events, array), StandardCharsets.UTF_8);
    }

    private static List<StreamEvent> part(PartHead head, Function<String, StreamEvent> delta, boolean signed) {
        List<StreamEvent> events = new ArrayList<>(List.of(new StreamEvent.PartStarted(head)));
        TEXTS.forEach(text -> events.add(delta.apply(text)));
        if (signed) {
            events.add(new StreamEvent.ThinkingSigned(new Signature(Protocol.GEMINI, "c2ln")));
        }
        events.add(new StreamEvent.PartFinished());
        return events;
    }
}
