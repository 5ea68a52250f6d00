package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.Cooldowns;
import io.lingzhi.gateway.credential.HealthBoard;
import io.lingzhi.gateway.credential.Standing;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.credential.Verdict;
import io.lingzhi.gateway.rescue.Continuation;
import io.lingzhi.gateway.rescue.ToldPart;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoingOnTest {
    private final RecordingDelivery client = new RecordingDelivery();
    private final List<Failure> failures = new ArrayList<>();

    /** The next request was refused, since the only upstream that worked counted as failing. */
    @Test
    void anUpstreamThatAnswersDifferentlyIsNotLeftAlone() {
        List<ToldPart> told = List.of(new ToldPart(new PartHead.Text(), "The cat", false));
        GoingOn goingOn = new GoingOn(client, Continuation.ofRegenerated(told), new Lane.End() {
            @Override
            public void delivered() {
                throw new AssertionError("nothing was delivered");
            }

            @Override
            public void failed(Failure failure) {
                failures.add(failure);
            }
        });
        goingOn.events(List.of(
                new StreamEvent.Started("x", "m", 0),
                new StreamEvent.PartStarted(new PartHead.Text()),
                new StreamEvent.TextDelta("A dog")));

        assertThat(client.events).isEmpty();
        HealthBoard health = new HealthBoard(Cooldowns.DEFAULT);
        Config.Provider provider = Configs.provider("p", "http://127.0.0.1:1", "m", "m", "key");
        Target target = new Target(provider, provider.credentials().getFirst(), "m");
        failures.forEach(failure -> health.told(target, new Verdict.Failed(failure), Instant.EPOCH));
        assertThat(failures).hasSize(1);
        assertThat(health.standing(target, Instant.EPOCH)).isInstanceOf(Standing.Open.class);
    }
}
