package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.rescue.ToldPart;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RescueLaneTest {
    private final List<String> journal = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final ScriptedLane prefilled = new ScriptedLane("prefilled", journal);
    private final ScriptedLane anew = new ScriptedLane("anew", journal);
    private final RecordingDelivery client = new RecordingDelivery();

    /** The refusal of a prefill is nobody's business: the same upstream is asked once more without. */
    @Test
    void asksOnceMoreWithoutThePrefillThatWasRefused() {
        start();
        prefilled.fails(Failure.InvalidRequest.of("This model does not support assistant message prefill."));
        assertThat(journal).containsExactly("prefilled", "anew");
        assertThat(ends).isEmpty();
        anew.tells(
                new StreamEvent.Started("b", "m", 0),
                new StreamEvent.PartStarted(new PartHead.Text()),
                new StreamEvent.TextDelta("one two three"));
        assertThat(client.events).containsExactly(new StreamEvent.TextDelta("three"));
    }

    @Test
    void tellsOfOtherFailuresAtOnce() {
        start();
        prefilled.fails(new Failure.Overloaded("busy", Optional.empty()));
        assertThat(journal).containsExactly("prefilled");
        assertThat(ends).containsExactly("Overloaded");
    }

    private void start() {
        Lane lane = new RescueLane(
                Optional.of(prefilled), anew, List.of(new ToldPart(new PartHead.Text(), "one two ", false)));
        Attempt attempt = new Attempt(new Try("p", "c", "m", lane), Instant.EPOCH, () -> 0);
        lane.start(attempt, client, new Lane.End() {
            @Override
            public void delivered() {
                ends.add("delivered");
            }

            @Override
            public void failed(Failure failure) {
                ends.add(Exchange.kind(failure));
            }
        });
    }
}
