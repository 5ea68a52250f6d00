package io.lingzhi.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.StreamEvent.ArgumentsDelta;
import io.lingzhi.llm.StreamEvent.Failed;
import io.lingzhi.llm.StreamEvent.Finished;
import io.lingzhi.llm.StreamEvent.PartFinished;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.StreamEvent.PartStarted;
import io.lingzhi.llm.StreamEvent.Started;
import io.lingzhi.llm.StreamEvent.TextDelta;
import io.lingzhi.llm.StreamEvent.ThinkingDelta;
import io.lingzhi.llm.StreamEvent.UsageReported;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponseAssemblerTest {
    private final ResponseAssembler assembler = new ResponseAssembler();

    @Test
    void foldsEveryKindOfPart() {
        accept(
                new Started("id", "m", 7),
                new PartStarted(new PartHead.Thinking()),
                new ThinkingDelta("hm"),
                new ThinkingDelta("m"),
                new PartFinished(),
                new PartStarted(new PartHead.Text()),
                new TextDelta("a"),
                new TextDelta("b"),
                new PartFinished(),
                new PartStarted(new PartHead.ToolCall("c", "f")),
                new ArgumentsDelta("{"),
                new ArgumentsDelta("}"),
                new PartFinished(),
                new PartStarted(new PartHead.Refusal()),
                new TextDelta("no"),
                new PartFinished(),
                new UsageReported(new Usage(3, 2, 1, 0, 1)),
                new Finished(FinishReason.TOOL_CALLS));
        List<Part> parts = List.of(
                new Part.Thinking("hmm", Optional.empty()),
                new Part.Text("ab"),
                new Part.ToolCall("c", "f", "{}"),
                new Part.Refusal("no"));
        assertThat(assembler.complete()).isTrue();
        assertThat(assembler.answer())
                .isEqualTo(new ChatClient.Answer.Complete(new ChatResponse(
                        "id", "m", 7, parts, FinishReason.TOOL_CALLS, Optional.of(new Usage(3, 2, 1, 0, 1)))));
    }

    @Test
    void givesTheFailureAndNoHalfAnswer() {
        Failure failure = new Failure.UpstreamFault("cut");
        accept(
                new Started("id", "m", 0),
                new PartStarted(new PartHead.Text()),
                new TextDelta("a"),
                new Failed(failure));
        assertThat(assembler.complete()).isTrue();
        assertThat(assembler.answer()).isEqualTo(new ChatClient.Answer.Failed(failure));
    }

    @Test
    void hasNoUsageWhenNoneWasReported() {
        accept(new Started("id", "m", 0), new Finished(FinishReason.STOP));
        assertThat(assembler.answer())
                .isEqualTo(new ChatClient.Answer.Complete(
                        new ChatResponse("id", "m", 0, List.of(), FinishReason.STOP, Optional.empty())));
    }

    @Test
    void hasNoAnswerBeforeTheEnd() {
        accept(new Started("id", "m", 0));
        assertThat(assembler.complete()).isFalse();
        assertThatThrownBy(assembler::answer).isInstanceOf(IllegalStateException.class);
    }

    private void accept(StreamEvent... events) {
        for (StreamEvent event : events) {
            assembler.accept(event);
        }
    }
}
