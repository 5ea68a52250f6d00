package io.lingzhi.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.route.Candidate;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AffinityTest {
    private static final Instant T0 = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration TTL = Duration.ofHours(1);
    private static final Config.Routing IN_TURN =
            new Config.Routing(Config.Strategy.ROUND_ROBIN, false, 0, 0, Duration.ZERO, true, false);

    private final Picker picker = new Picker();
    private final List<Candidate> three = List.of(candidate("p", 0, "a", "b", "c"));

    private static Candidate candidate(String name, int priority, String... keys) {
        Config.Provider provider =
                Configs.withPriority(Configs.provider(name, "http://127.0.0.1:1", "m", "m", keys), priority);
        return new Candidate(provider, "m");
    }

    private static Asker session(String name) {
        return new Asker(Optional.of(name), TTL);
    }

    private Target first(List<Candidate> candidates, Asker asker, Instant now) {
        return picker.order("m", candidates, IN_TURN, asker, now).getFirst();
    }

    private Target answeredBy(List<Candidate> candidates, Asker asker, Instant now) {
        Target target = first(candidates, asker, now);
        picker.answered("m", asker, target, now);
        return target;
    }

    @Test
    void keepsEachConversationWhereItWasAnswered() {
        Target one = answeredBy(three, session("one"), T0);
        Target two = answeredBy(three, session("two"), T0);
        assertThat(one).isNotEqualTo(two);
        for (int i = 0; i < 20; i++) {
            assertThat(first(three, session("one"), T0)).isEqualTo(one);
            assertThat(first(three, session("two"), T0)).isEqualTo(two);
        }
    }

    @Test
    void movesAConversationWhenItsCredentialFails() {
        Target one = answeredBy(three, session("one"), T0);
        picker.failed("m", session("one"), one, new Failure.Overloaded("full", Optional.empty()), T0);
        Target other = three.getFirst().provider().credentials().stream()
                .map(credential -> new Target(three.getFirst().provider(), credential, "m"))
                .filter(target -> !target.equals(one))
                .findFirst()
                .orElseThrow();
        picker.answered("m", session("one"), other, T0);
        for (int i = 0; i < 5; i++) {
            assertThat(first(three, session("one"), T0)).isEqualTo(other);
        }
    }

    @Test
    void staysWhenOnlyTheRequestWasAtFault() {
        Target one = answeredBy(three, session("one"), T0);
        picker.failed("m", session("one"), one, Failure.InvalidRequest.of("bad"), T0);
        assertThat(first(three, session("one"), T0)).isEqualTo(one);
    }

    @Test
    void forgetsAConversationThatIsSilentForLong() {
        Target one = answeredBy(three, session("one"), T0);
        assertThat(first(three, session("one"), T0.plus(TTL).minusMillis(1))).isEqualTo(one);
        long kept = 0;
        for (int i = 0; i < 3; i++) {
            kept += first(three, session("one"), T0.plus(TTL)).equals(one) ? 1 : 0;
        }
        assertThat(kept).isEqualTo(1);
    }

    /**
     * A conversation that fell to a lower priority goes back when the higher one is well: nobody is pinned for ever.
     */
    @Test
    void higherPriorityComesBeforeTheBinding() {
        List<Candidate> both = List.of(candidate("high", 5, "h"), candidate("low", 0, "l1", "l2"));
        Target low = new Target(
                both.get(1).provider(), both.get(1).provider().credentials().get(1), "m");
        picker.answered("m", session("one"), low, T0);
        List<Target> order = picker.order("m", both, IN_TURN, session("one"), T0);
        assertThat(order.get(0).provider().name()).isEqualTo("high");
        assertThat(order.get(1)).isEqualTo(low);
    }

    @Test
    void survivesAReloadOfTheConfiguration() {
        Target one = answeredBy(three, session("one"), T0);
        List<Candidate> again = List.of(candidate("p", 0, "a", "b", "c"));
        assertThat(first(again, session("one"), T0).credential().id())
                .isEqualTo(one.credential().id());
    }

    @Test
    void holdsABoundedNumberOfConversations() {
        Sessions sessions = new Sessions();
        Target target = first(three, Asker.ANYBODY, T0);
        for (int i = 0; i < Sessions.MAX_SESSIONS + 100; i++) {
            sessions.bind("s" + i, "m", target, T0.plus(TTL));
        }
        assertThat(sessions.size()).isEqualTo(Sessions.MAX_SESSIONS);
        assertThat(sessions.isBound("s0", "m", target, T0)).isFalse();
        assertThat(sessions.isBound("s" + (Sessions.MAX_SESSIONS + 99), "m", target, T0))
                .isTrue();
    }
}
