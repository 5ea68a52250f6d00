package io.lingzhi.gateway.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.EventGrammar;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cut answer and what follows from another one are together one whole answer, or nothing follows. */
class ContinuationTest {
    private static final String TEXT = "The quick brown fox jumps over the lazy dog, 然后它睡着了, twice.  ";
    private static final StreamEvent STARTED = new StreamEvent.Started("a", "m", 1);
    private static final StreamEvent END = new StreamEvent.PartFinished();
    private static final StreamEvent DONE = new StreamEvent.Finished(FinishReason.STOP);
    private static final StreamEvent USED = new StreamEvent.UsageReported(new Usage(1, 2, 0, 0, 0));

    private static StreamEvent begin(PartHead head) {
        return new StreamEvent.PartStarted(head);
    }

    private static StreamEvent text(String text) {
        return new StreamEvent.TextDelta(text);
    }

    /** An answer with a thought, a text, two tool calls and a text; every run tells it in other pieces. */
    private static List<StreamEvent> answer(Random random) {
        List<StreamEvent> events = new ArrayList<>(List.of(STARTED));
        if (random.nextBoolean()) {
            events.add(begin(new PartHead.Thinking()));
            events.add(new StreamEvent.ThinkingDelta("hm " + random.nextInt()));
            events.add(END);
        }
        events.add(begin(new PartHead.Text()));
        for (String piece : pieces(TEXT, random)) {
            events.add(text(piece));
        }
        events.add(END);
        for (int call = 0; call < 2; call++) {
            events.add(begin(new PartHead.ToolCall("id" + random.nextInt(), "tool" + call)));
            for (String piece : pieces("{\"path\":\"/a b\",\"n\":" + call + "}", random)) {
                events.add(new StreamEvent.ArgumentsDelta(piece));
            }
            events.add(END);
        }
        events.add(begin(new PartHead.Text()));
        events.add(text("done"));
        events.add(END);
        events.add(USED);
        events.add(DONE);
        return events;
    }

    private static List<String> pieces(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(9));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    /** Texts and calls without thoughts, ids and piece borders. */
    private static List<String> shown(List<StreamEvent> events) {
        Transcript transcript = new Transcript(Long.MAX_VALUE);
        EventGrammar grammar = new EventGrammar();
        events.forEach(grammar::accept);
        transcript.accept(events);
        return Told.of(transcript.parts()).units().stream()
                .map(unit -> (unit.head() instanceof PartHead.ToolCall(var ignored, String name) ? name : "text") + " "
                        + unit.content())
                .toList();
    }

    @Test
    void anyCutFollowedByTheSameAnswerIsTheWholeAnswer() throws DivergedException {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            List<StreamEvent> first = answer(random);
            List<StreamEvent> told = first.subList(0, random.nextInt(first.size() - 1));
            Transcript transcript = new Transcript(Long.MAX_VALUE);
            transcript.accept(told);
            List<StreamEvent> whole = new ArrayList<>(told.isEmpty() ? List.of(STARTED) : told);

            whole.addAll(Continuation.ofRegenerated(transcript.parts()).accept(answer(random)));

            assertThat(shown(whole)).as("seed %d", seed).isEqualTo(shown(first));
            assertThat(whole.getLast()).as("seed %d", seed).isEqualTo(DONE);
        }
    }

    @Test
    void anyCutOfATextGoesOnFromAPrefill() throws DivergedException {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            int cut = 1 + random.nextInt(TEXT.length() - 1);
            String given = TEXT.substring(0, cut).stripTrailing();
            List<StreamEvent> told = List.of(STARTED, begin(new PartHead.Text()), text(TEXT.substring(0, cut)));
            boolean restarts = random.nextInt(3) == 0;
            List<StreamEvent> other = new ArrayList<>(List.of(STARTED, begin(new PartHead.Text())));
            pieces(restarts ? TEXT : TEXT.substring(given.length()), random).forEach(piece -> other.add(text(piece)));
            other.addAll(List.of(END, USED, DONE));
            Transcript transcript = new Transcript(Long.MAX_VALUE);
            transcript.accept(told);
            List<StreamEvent> whole = new ArrayList<>(told);

            whole.addAll(Continuation.ofPrefilled(transcript.parts()).accept(other));

            assertThat(shown(whole)).as("seed %d", seed).containsExactly("text " + TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"The slow brown fox", "A", "The quick", ""})
    void anotherTextDiverges(String other) {
        Transcript transcript = new Transcript(100);
        transcript.accept(List.of(STARTED, begin(new PartHead.Text()), text("The quick brown")));
        Continuation continuation = Continuation.ofRegenerated(transcript.parts());

        assertThatThrownBy(() ->
                        continuation.accept(List.of(STARTED, begin(new PartHead.Text()), text(other), END, USED, DONE)))
                .isInstanceOf(DivergedException.class);
    }

    @Test
    void anotherToolCallDiverges() {
        Transcript transcript = new Transcript(100);
        transcript.accept(List.of(
                STARTED, begin(new PartHead.ToolCall("1", "rm")), new StreamEvent.ArgumentsDelta("{\"path\":\"/a")));
        Continuation continuation = Continuation.ofRegenerated(transcript.parts());

        assertThatThrownBy(() -> continuation.accept(List.of(
                        STARTED,
                        begin(new PartHead.ToolCall("2", "rm")),
                        new StreamEvent.ArgumentsDelta("{\"path\":\"/b\"}"))))
                .isInstanceOf(DivergedException.class);
    }

    @Test
    void onlyAThoughtWasToldSoEverythingFollows() throws DivergedException {
        Transcript transcript = new Transcript(100);
        List<StreamEvent> told =
                List.of(STARTED, begin(new PartHead.Thinking()), new StreamEvent.ThinkingDelta("let me see"));
        transcript.accept(told);
        List<StreamEvent> whole = new ArrayList<>(told);

        whole.addAll(Continuation.ofRegenerated(transcript.parts())
                .accept(List.of(STARTED, begin(new PartHead.Text()), text("x"), END, USED, DONE)));

        assertThat(shown(whole)).containsExactly("text x");
    }

    @Test
    void longerAnswerThanTheBoundCannotGoOn() {
        Transcript transcript = new Transcript(3);
        transcript.accept(List.of(STARTED, begin(new PartHead.Text()), text("four")));

        assertThat(Continuation.possible(transcript)).isFalse();
    }
}
