package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Care;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.Asker;
import io.lingzhi.gateway.credential.HealthBoard;
import io.lingzhi.gateway.credential.Picker;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.route.Candidate;
import io.lingzhi.gateway.route.ModelName;
import io.lingzhi.gateway.route.Resolution;
import io.lingzhi.gateway.route.RouteTable;
import io.lingzhi.gateway.route.Stage;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.protocol.RejectedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Turns a model's name into the course that a request for it may take. */
public final class Planner {
    static final String LOCAL = "local";

    private final Course.Means means;
    private final Lanes lanes;

    public Planner(HealthBoard health, InstantSource clock, UnaryOperator<Duration> jitter, Lanes lanes) {
        this.means = new Course.Means(new Picker(), health, clock, jitter);
        this.lanes = lanes;
    }

    /** A name without the wish for thinking behind it, what it leads to, and that wish. */
    record Named(String name, Resolution resolution, Optional<Reasoning> wish) {}

    /** A name that is configured as it is stands for itself; else a suffix behind it is a wish for thinking. */
    static Named named(RouteTable routes, ModelId model) {
        Resolution whole = routes.resolve(model.value());
        ModelName name = ModelName.of(model.value());
        if (!(whole instanceof Resolution.Unknown) || name.base().equals(model.value())) {
            return new Named(model.value(), whole, Optional.empty());
        }
        Optional<Reasoning> wish = name.wishes()
                ? Optional.of(new Reasoning(name.effort(), name.budgetTokens(), Optional.empty()))
                : Optional.empty();
        return new Named(name.base(), routes.resolve(name.base()), wish);
    }

    /** What its courses share. */
    Course.Means means() {
        return means;
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

    /** The ways to an answer in a conversation, and to the rest of one that broke off. */
    record Plan(Course course, Config.RescueMode mode, Attempts.Manner manner) {}

    /** @param keyId of the asker */
    Plan chat(Snapshot snapshot, Question question, String keyId) throws RejectedException {
        ModelId model = question.peek().model();
        Named named = named(snapshot.routes(), model);
        Question wished = named.wish().isEmpty()
                ? question
                : new Question.Wished(question, named.wish().get());
        Asking asking = lanes.asking(snapshot.config(), wished, keyId);
        Maker maker = new Maker() {
            @Override
            public Optional<Lane> upstream(Target target) throws RejectedException {
                return lanes.chat(asking, target);
            }

            @Override
            public Lane local(String localModel) throws RejectedException {
                return lanes.localChat(wished, localModel);
            }
        };
        Config.RescueMode mode = question.rescue(snapshot.config().streaming().rescue(named.name()));
        boolean one = question.peek().choices() == 1;
        Rescue rescue = mode == Config.RescueMode.OFF || !one
                ? Rescue.none()
                : Rescue.by(told -> lanes.goingOn(asking, told.parts()));
        Attempts.Manner manner = new Attempts.Manner(
                rescue,
                snapshot.config().streaming().hedging(named.name()),
                snapshot.config().streaming().silence(question.peek().stream()));
        Care.Affinity affinity = snapshot.config().care().affinity();
        Asker asker = affinity.on() ? new Asker(question.session(keyId), affinity.ttl()) : Asker.ANYBODY;
        return new Plan(course(snapshot, model, named, maker, asker), mode, manner);
    }

    /** The ways to an answer that this maker has lanes for. */
    Course of(Snapshot snapshot, ModelId model, Maker maker) throws RejectedException {
        return course(snapshot, model, named(snapshot.routes(), model), maker, Asker.ANYBODY);
    }

    /** Makes the lanes of one kind of call. */
    interface Maker {
        /** The lane to this target; empty when it cannot be spoken to so. */
        Optional<Lane> upstream(Target target) throws RejectedException;

        /** The lane to a model inside the process. */
        Lane local(String model) throws RejectedException;

        /** Whether how soon these lanes answer tells how soon the model does. */
        default boolean tellsLatency() {
            return true;
        }

        /** Whether such a failure of these lanes tells against the credential. */
        default boolean tellsHealth(Failure failure) {
            return true;
        }

        /** What the client is told where none of the model's providers can be spoken to so. */
        default Failure unsupported() {
            return new Failure.Unsupported("no provider of this model can serve this call");
        }
    }

    private Course course(Snapshot snapshot, ModelId model, Named named, Maker maker, Asker asker)
            throws RejectedException {
        Config config = snapshot.config();
        List<Stage> stages = snapshot.routes()
                .stages(named.name(), config.chains(), config.routing().switchPreviewModel());
        if (stages.isEmpty()) {
            throw new RejectedException(refusal(snapshot, model).orElseGet(() -> unsupported(model)));
        }
        Course.Terms terms =
                new Course.Terms(config.deadlines().request(), config.care().waiting(), asker);
        return new Course(stages, config.routing(), terms, maker, means);
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
