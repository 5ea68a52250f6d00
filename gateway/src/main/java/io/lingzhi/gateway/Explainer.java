package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Care;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.Asker;
import io.lingzhi.gateway.credential.Standing;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.route.Candidate;
import io.lingzhi.gateway.route.Resolution;
import io.lingzhi.gateway.route.Stage;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells where a request would go now, without asking anybody. It looks and changes nothing: no turn is taken, no probe
 * begun, no place held. Safe for all threads.
 */
public final class Explainer {
    /** The protocols that clients hold conversations in. */
    private static final List<Protocol> CLIENTS =
            List.of(Protocol.OPENAI_CHAT, Protocol.OPENAI_RESPONSES, Protocol.ANTHROPIC, Protocol.GEMINI);

    private final Supplier<Snapshot> snapshots;
    private final Planner planner;
    private final Lanes lanes;

    public Explainer(Supplier<Snapshot> snapshots, Planner planner, Lanes lanes) {
        this.snapshots = snapshots;
        this.planner = planner;
        this.lanes = lanes;
    }

    /**
     * Where a request would go.
     *
     * @param keyId of the client's key
     * @param header the value of a header of the request by its lower-case name
     */
    public Explanation explain(String model, String keyId, Function<String, Optional<String>> header) {
        Snapshot snapshot = snapshots.get();
        Config config = snapshot.config();
        Planner.Named named = Planner.named(snapshot.routes(), new ModelId(model));
        Care.Affinity affinity = config.care().affinity();
        ClientRequest request = ClientRequest.inside("", new byte[0]).with(header);
        Asker asker = affinity.on() ? new Asker(SessionKey.of(request, keyId), affinity.ttl()) : Asker.ANYBODY;
        Walk walk = new Walk(config.routing(), asker, planner.means().clock().instant());
        snapshot.routes()
                .declared(named.name(), config.chains(), config.routing().switchPreviewModel())
                .forEach(walk::through);
        List<String> nearest = named.resolution() instanceof Resolution.Unknown(List<String> names) ? names : List.of();
        Optional<Failure> problem = walk.anybody() ? Optional.empty() : planner.refusal(snapshot, new ModelId(model));
        return new Explanation(
                named.name(),
                problem.map(Failure::message),
                nearest,
                new Explanation.Manner(
                        config.routing().strategy(),
                        Question.rescue(header, config.streaming().rescue(named.name())),
                        config.streaming().hedging(named.name()),
                        affinity.on(),
                        asker.session().isPresent()),
                walk.told());
    }

    /** One walk over all stages, as a course would take it. */
    private final class Walk {
        private final Config.Routing routing;
        private final Asker asker;
        private final Instant now;
        private final Setbacks setbacks = new Setbacks();
        private final List<Explanation.Line> lines = new ArrayList<>();
        /** The lines of those that a request might be sent to. */
        private final List<Integer> open = new ArrayList<>();

        private boolean anybody;

        Walk(Config.Routing routing, Asker asker, Instant now) {
            this.routing = routing;
            this.asker = asker;
            this.now = now;
        }

        void through(Stage stage) {
            if (stage.local().isPresent()) {
                anybody = true;
                add(stage, inside(stage, stage.local().get()));
                return;
            }
            boolean wanted = Course.wanted(stage.reason(), false, setbacks);
            List<Target> ordered =
                    planner.means().picker().peek(stage.model(), stage.candidates(), routing, asker, now);
            anybody |= !ordered.isEmpty();
            for (Target target : ordered) {
                Explanation.Line line = line(stage, target, state(target));
                lines.add(line);
                if (wanted && isOpen(line.state())) {
                    open.add(lines.size() - 1);
                }
            }
            if (stage.candidates().isEmpty()) {
                lines.add(nowhere(stage));
            }
            stage.candidates().stream()
                    .flatMap(candidate -> left(candidate, ordered).stream())
                    .forEach(target -> lines.add(line(stage, target, unusable(target))));
        }

        private void add(Stage stage, Explanation.Line line) {
            lines.add(line);
            if (Course.wanted(stage.reason(), false, setbacks)) {
                open.add(lines.size() - 1);
            }
        }

        boolean anybody() {
            return anybody;
        }

        /** A conversation goes to the first with which one can be held; what is none goes to the first. */
        List<Explanation.Line> told() {
            List<Explanation.Line> told = new ArrayList<>(lines);
            open.stream()
                    .filter(index -> !lines.get(index).lanes().isEmpty())
                    .findFirst()
                    .or(() -> open.stream().findFirst())
                    .ifPresent(index -> told.set(index, lines.get(index).asNext()));
            return told;
        }

        private Explanation.State state(Target target) {
            return switch (planner.means().health().standing(target, now)) {
                case Standing.Blocked(var again, var cause)
                when cause.isByHand() -> {
                    setbacks.offByHand(target, cause);
                    yield new Explanation.State.ByHand(cause);
                }
                case Standing.Blocked(var again, var cause) -> {
                    setbacks.blocked(target, cause, again);
                    yield new Explanation.State.Cooling(cause, again);
                }
                case Standing.Open _, Standing.HalfOpen _
                when !planner.means().health().slots().hasPlace(target) -> {
                    setbacks.busy(target);
                    yield new Explanation.State.Busy();
                }
                case Standing.Open _ -> new Explanation.State.Ready();
                case Standing.HalfOpen _ -> new Explanation.State.HalfOpen();
            };
        }

        private Explanation.Line line(Stage stage, Target target, Explanation.State state) {
            return new Explanation.Line(
                    stage.reason(),
                    stage.model(),
                    target.provider().name(),
                    target.upstreamModel(),
                    target.credential().id(),
                    target.provider().priority(),
                    ways(target),
                    state,
                    planner.means().picker().isBound(stage.model(), asker, target, now),
                    false);
        }
    }

    private static boolean isOpen(Explanation.State state) {
        return state instanceof Explanation.State.Ready || state instanceof Explanation.State.HalfOpen;
    }

    private Map<Protocol, String> ways(Target target) {
        Map<Protocol, String> ways = new LinkedHashMap<>();
        lanes.conversing(target)
                .ifPresent(upstream -> CLIENTS.forEach(client -> ways.put(
                        client, client == upstream && lanes.passesThrough(client) ? "pass-through" : "translated")));
        return ways;
    }

    private static Explanation.Line inside(Stage stage, String localModel) {
        Map<Protocol, String> ways = new LinkedHashMap<>();
        CLIENTS.forEach(client -> ways.put(client, "translated"));
        return new Explanation.Line(
                stage.reason(),
                stage.model(),
                Planner.LOCAL,
                localModel,
                Planner.LOCAL,
                0,
                ways,
                new Explanation.State.Ready(),
                false,
                false);
    }

    private static Explanation.Line nowhere(Stage stage) {
        return new Explanation.Line(
                stage.reason(), stage.model(), "", "", "", 0, Map.of(), new Explanation.State.Nowhere(), false, false);
    }

    /** The credentials that the order leaves out. */
    private static List<Target> left(Candidate candidate, List<Target> ordered) {
        return candidate.provider().credentials().stream()
                .map(credential -> new Target(candidate.provider(), credential, candidate.upstreamModel()))
                .filter(target -> !ordered.contains(target))
                .toList();
    }

    private static Explanation.State unusable(Target target) {
        return target.credential().usable()
                ? new Explanation.State.NoWeight()
                : new Explanation.State.Missing(target.credential().missing());
    }
}
