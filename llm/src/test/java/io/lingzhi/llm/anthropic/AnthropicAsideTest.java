package io.lingzhi.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.protocol.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claude Code printed nothing when an answer ended with another maker's signature behind its text. */
class AnthropicAsideTest {
    private static final List<StreamEvent> TEXT_AND_ASIDE = List.of(
            new StreamEvent.Started("r1", "m", 0),
            new StreamEvent.PartStarted(new PartHead.Text()),
            new StreamEvent.TextDelta("answer"),
            new StreamEvent.PartFinished(),
            new StreamEvent.PartStarted(new PartHead.Thinking()),
            new StreamEvent.ThinkingSigned(new Signature(Protocol.GEMINI, "s1")),
            new StreamEvent.PartFinished());

    private static String encoded(StreamEvent... more) {
        AnthropicStreamEncoder encoder = new AnthropicStreamEncoder();
        List<StreamEvent> events = new ArrayList<>(TEXT_AND_ASIDE);
        events.addAll(List.of(more));
        StringBuilder stream = new StringBuilder();
        events.forEach(event -> stream.append(new String(encoder.encode(event), StandardCharsets.UTF_8)));
        return stream.toString();
    }

    @Test
    void textStaysTheLastBlockWhenOnlyAForeignSignatureFollows() {
        assertThat(encoded(new StreamEvent.Finished(FinishReason.STOP)))
                .contains("answer")
                .doesNotContain("signature_delta");
    }

    @Test
    void aForeignSignatureIsCarriedBeforeTheCallThatItProves() {
        String stream = encoded(
                new StreamEvent.PartStarted(new PartHead.ToolCall("c1", "look")),
                new StreamEvent.PartFinished(),
                new StreamEvent.Finished(FinishReason.TOOL_CALLS));
        assertThat(stream.indexOf("signature_delta")).isPositive().isLessThan(stream.indexOf("tool_use"));
        assertThat(stream).contains(Signature.ENVELOPE + "gemini");
    }
}
