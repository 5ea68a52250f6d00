package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Picker;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.route.Candidate;
import io.lingzhi.gateway.route.ModelName;
import io.lingzhi.gateway.route.Resolution;
import io.lingzhi.gateway.route.RouteTable;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a model's name into the attempts that may be made, in order, each with its lane. */
public final class Planner {
    static final String LOCAL = "local";

    private final Picker picker;
    private final Lanes lanes;

    public Planner(Picker picker, Lanes lanes) {
        this.picker = picker;
        this.lanes = lanes;
    }

    /** What a name leads to, and the wish for thinking that stood behind it. */
    private record Named(Resolution resolution, Optional<Reasoning> wish) {}

    /** A name that is configured as it is stands for itself; else a suffix behind it is a wish for thinking. */
    private static Named named(RouteTable routes, ModelId model) {
        Resolution whole = routes.resolve(model.value());
        ModelName name = ModelName.of(model.value());
        if (!(whole instanceof Resolution.Unknown) || name.base().equals(model.value())) {
            return new Named(whole, Optional.empty());
        }
        Optional<Reasoning> wish = name.wishes()
                ? Optional.of(new Reasoning(name.effort(), name.budgetTokens(), Optional.empty()))
                : Optional.empty();
        return new Named(routes.resolve(name.base()), wish);
    }

    /** Why no attempt at this model can be made, if so. */
    Optional<Failure> refusal(Snapshot snapshot, ModelId model) {
        return switch (named(snapshot.routes(), model).resolution()) {
            case Resolution.Served(List<Candidate> candidates) ->
                candidates.stream().map(Candidate::provider).anyMatch(lanes::speaks)
                        ? Optional.empty()
                        : Optional.of(unsupported(model));
            case Resolution.Local _ -> Optional.empty();
            case Resolution.Unserved unserved -> Optional.of(unserved(model, unserved));
            case Resolution.Unknown unknown -> Optional.of(unknown(model, unknown));
        };
    }

    /** Attempts that answer a conversation; never none. */
    List<Try> chat(Snapshot snapshot, Question question) throws RejectedException {
        ModelId model = question.peek().model();
        Named named = named(snapshot.routes(), model);
        Question wished = named.wish().isEmpty()
                ? question
                : new Question.Wished(question, named.wish().get());
        Maker maker = new Maker() {
            @Override
            public Optional<Lane> upstream(Target target) throws RejectedException {
                return lanes.chat(snapshot.config(), wished, target);
            }

            @Override
            public Lane local(String localModel) throws RejectedException {
                return lanes.localChat(wished, localModel);
            }
        };
        return tries(snapshot, model, named.resolution(), maker);
    }

    /** Attempts that this maker has lanes for; never none. */
    List<Try> of(Snapshot snapshot, ModelId model, Maker maker) throws RejectedException {
        return tries(snapshot, model, named(snapshot.routes(), model).resolution(), maker);
    }

    /** Makes the lanes of one kind of call. */
    interface Maker {
        /** The lane to this target; empty when it cannot be spoken to so. */
        Optional<Lane> upstream(Target target) throws RejectedException;

        /** The lane to a model inside the process. */
        Lane local(String model) throws RejectedException;

        /** Why there is no attempt, where none of the model's providers can be spoken to so. */
        default Failure unsupported(ModelId model) {
            return Planner.unsupported(model);
        }
    }

    private List<Try> tries(Snapshot snapshot, ModelId model, Resolution resolution, Maker maker)
            throws RejectedException {
        return switch (resolution) {
            case Resolution.Served(List<Candidate> candidates) -> {
                List<Try> tries = new ArrayList<>();
                for (Target target : picker.order(
                        model.value(), candidates, snapshot.config().routing())) {
                    maker.upstream(target).ifPresent(lane -> tries.add(tryOf(target, lane)));
                }
                if (tries.isEmpty()) {
                    throw new RejectedException(maker.unsupported(model));
                }
                yield tries;
            }
            case Resolution.Local(String name) -> List.of(new Try(LOCAL, LOCAL, name, maker.local(name)));
            case Resolution.Unserved unserved -> throw new RejectedException(unserved(model, unserved));
            case Resolution.Unknown unknown -> throw new RejectedException(unknown(model, unknown));
        };
    }

    private static Try tryOf(Target target, Lane lane) {
        return new Try(target.provider().name(), target.credential().id(), target.upstreamModel(), lane);
    }

    private static Failure unsupported(ModelId model) {
        return new Failure.Unsupported("no provider of model " + model
                + " can serve this call: see `lingzhi check` for what is not active yet");
    }

    private static Failure unserved(ModelId model, Resolution.Unserved unserved) {
        String variables = String.join(", ", unserved.missing());
        String cure = variables.isEmpty()
                ? "give its provider an api-key"
                : "set " + variables + " in the environment or in .env";
        return new Failure.NoCredential("model " + model + " has no usable credential: " + cure);
    }

    private static Failure unknown(ModelId model, Resolution.Unknown unknown) {
        String hint = unknown.nearest().isEmpty()
                ? "GET /v1/models lists those that are"
                : "did you mean " + String.join(", ", unknown.nearest()) + "?";
        return new Failure.UnknownModel("model " + model + " is not configured here; " + hint, unknown.nearest());
    }
}
