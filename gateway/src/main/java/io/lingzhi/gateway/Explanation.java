package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.Cause;
import io.lingzhi.gateway.route.Stage;
import io.lingzhi.llm.protocol.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a request for a model would go now.
 *
 * @param model the name that was asked for, without a wish for thinking
 * @param problem why nothing can answer, if so
 * @param nearest names that look like an unknown one
 * @param lines all that could answer, in the order in which it would be tried; then what of each model cannot be used
 */
public record Explanation(
        String model, Optional<String> problem, List<String> nearest, Manner manner, List<Line> lines) {
    public Explanation {
        nearest = List.copyOf(nearest);
        lines = List.copyOf(lines);
    }

    /** Whether the name is that of no model. */
    public boolean unknown() {
        return problem.isPresent() && lines.stream().allMatch(line -> line.state() instanceof State.Nowhere);
    }

    /**
     * What holds for all of it.
     *
     * @param hedgeAfter how late a first token may be before another attempt is started beside it
     * @param affinity whether conversations stay with a credential
     * @param session whether the request tells its conversation
     */
    public record Manner(
            Config.Strategy strategy,
            Config.RescueMode rescue,
            Optional<Duration> hedgeAfter,
            boolean affinity,
            boolean session) {}

    /**
     * One credential of one candidate.
     *
     * @param lanes the way by which a client of each protocol is answered: {@code pass-through} or {@code translated};
     *     empty where no conversation can be held
     * @param bound whether the conversation stays here
     * @param next whether the request would be sent here
     */
    public record Line(
            Stage.Reason stage,
            String model,
            String provider,
            String upstreamModel,
            String credentialId,
            int priority,
            Map<Protocol, String> lanes,
            State state,
            boolean bound,
            boolean next) {
        Line asNext() {
            return new Line(stage, model, provider, upstreamModel, credentialId, priority, lanes, state, bound, true);
        }
    }

    /** How a credential stands. */
    public sealed interface State {
        /** It may be tried. */
        record Ready() implements State {}

        /** Its wait is over, and one request may find out. */
        record HalfOpen() implements State {}

        /** It is left alone until then. */
        record Cooling(Cause cause, Instant again) implements State {}

        /** A person took it out of use. */
        record ByHand(Cause cause) implements State {}

        /** It has as many requests under way as it may. */
        record Busy() implements State {}

        /** These variables of its configuration are unset. */
        record Missing(List<String> variables) implements State {
            public Missing {
                variables = List.copyOf(variables);
            }
        }

        /** It gets no turns, since its weight is zero. */
        record NoWeight() implements State {}

        /** No provider has this model. */
        record Nowhere() implements State {}
    }
}
