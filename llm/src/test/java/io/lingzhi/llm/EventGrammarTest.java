package io.lingzhi.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.StreamEvent.ArgumentsDelta;
import io.lingzhi.llm.StreamEvent.Cited;
import io.lingzhi.llm.StreamEvent.Failed;
import io.lingzhi.llm.StreamEvent.Finished;
import io.lingzhi.llm.StreamEvent.PartFinished;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.StreamEvent.PartStarted;
import io.lingzhi.llm.StreamEvent.Started;
import io.lingzhi.llm.StreamEvent.TextDelta;
import io.lingzhi.llm.StreamEvent.ThinkingDelta;
import io.lingzhi.llm.StreamEvent.ThinkingSigned;
import io.lingzhi.llm.StreamEvent.UsageReported;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventGrammarTest {
    private static final StreamEvent START = new Started("id", "m", 0);
    private static final StreamEvent TEXT = new PartStarted(new PartHead.Text());
    private static final StreamEvent CALL = new PartStarted(new PartHead.ToolCall("c", "f"));
    private static final StreamEvent THINKING = new PartStarted(new PartHead.Thinking());
    private static final StreamEvent REFUSAL = new PartStarted(new PartHead.Refusal());
    private static final StreamEvent OPAQUE =
            new PartStarted(new PartHead.Opaque(Protocol.ANTHROPIC, JsonValue.Null.NULL));
    private static final StreamEvent SIGNED = new ThinkingSigned(new Signature(Protocol.ANTHROPIC, "s"));
    private static final StreamEvent CITED =
            new Cited(new Citation("https://x.test/", Optional.empty(), Optional.empty()));
    private static final StreamEvent END = new PartFinished();
    private static final StreamEvent USAGE = new UsageReported(Usage.NONE);
    private static final StreamEvent FINISH = new Finished(FinishReason.STOP);
    private static final StreamEvent FAIL = new Failed(new Failure.TimedOut("late"));

    @Test
    void acceptsWholeAnswers() {
        assertThat(ends(START, FINISH)).isTrue();
        assertThat(ends(START, TEXT, new TextDelta("a"), new TextDelta("b"), END, USAGE, FINISH))
                .isTrue();
        assertThat(ends(START, THINKING, new ThinkingDelta("t"), END, CALL, new ArgumentsDelta("{}"), END, FINISH))
                .isTrue();
        assertThat(ends(START, REFUSAL, new TextDelta("no"), END, FINISH)).isTrue();
        assertThat(ends(START, TEXT, END)).isFalse();
    }

    @Test
    void acceptsAFailureAnywhereBeforeTheEnd() {
        assertThat(ends(FAIL)).isTrue();
        assertThat(ends(START, FAIL)).isTrue();
        assertThat(ends(START, TEXT, new TextDelta("a"), FAIL)).isTrue();
        assertThat(ends(START, USAGE, FAIL)).isTrue();
    }

    @Test
    void refusesEverythingAfterTheEnd() {
        refuses(START, FINISH, FAIL);
        refuses(FAIL, FAIL);
        refuses(START, FINISH, START);
    }

    @Test
    void refusesPartsThatOverlapOrNeverBegan() {
        refuses(START, TEXT, TEXT);
        refuses(START, END);
        refuses(START, new TextDelta("a"));
        refuses(START, TEXT, END, new TextDelta("a"));
        refuses(START, TEXT, FINISH);
        refuses(START, TEXT, USAGE);
    }

    @Test
    void refusesDeltasOfAnotherKind() {
        refuses(START, TEXT, new ArgumentsDelta("{"));
        refuses(START, CALL, new TextDelta("a"));
        refuses(START, THINKING, new TextDelta("a"));
    }

    @Test
    void acceptsASignatureInAThoughtAndASourceInAText() {
        assertThat(ends(START, THINKING, new ThinkingDelta("t"), SIGNED, END, FINISH))
                .isTrue();
        assertThat(ends(START, THINKING, SIGNED, END, FINISH)).isTrue();
        assertThat(ends(START, TEXT, CITED, new TextDelta("a"), CITED, END, FINISH))
                .isTrue();
        refuses(START, TEXT, SIGNED);
        refuses(START, CALL, SIGNED);
        refuses(START, THINKING, END, SIGNED);
        refuses(START, THINKING, CITED);
        refuses(START, REFUSAL, CITED);
        refuses(START, CITED);
    }

    @Test
    void acceptsNoDeltaInAnOpaquePart() {
        assertThat(ends(START, OPAQUE, END, FINISH)).isTrue();
        refuses(START, OPAQUE, new TextDelta("a"));
        refuses(START, OPAQUE, new ThinkingDelta("a"));
        refuses(START, OPAQUE, new ArgumentsDelta("a"));
        refuses(START, OPAQUE, SIGNED);
        refuses(START, OPAQUE, CITED);
        refuses(START, OPAQUE, FINISH);
    }

    @Test
    void acceptsAnEndByAStopText() {
        StreamEvent stopped = new Finished(FinishReason.STOP_SEQUENCE, Optional.of("###"));
        assertThat(ends(START, TEXT, END, USAGE, stopped)).isTrue();
        refuses(START, TEXT, stopped);
        refuses(START, stopped, stopped);
    }

    @Test
    void refusesWhatComesOutOfTurn() {
        refuses(TEXT);
        refuses(FINISH);
        refuses(START, START);
        refuses(START, USAGE, USAGE);
        refuses(START, USAGE, TEXT);
    }

    private static boolean ends(StreamEvent... events) {
        EventGrammar grammar = new EventGrammar();
        for (StreamEvent event : events) {
            grammar.accept(event);
        }
        return grammar.ended();
    }

    /** The last event is the one that is refused. */
    private static void refuses(StreamEvent... events) {
        EventGrammar grammar = new EventGrammar();
        for (int i = 0; i < events.length - 1; i++) {
            grammar.accept(events[i]);
        }
        assertThatThrownBy(() -> grammar.accept(events[events.length - 1])).isInstanceOf(IllegalStateException.class);
    }
}
