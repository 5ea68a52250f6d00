package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.Picker;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.provider.ProviderRow;
import io.lingzhi.gateway.route.Candidate;
import io.lingzhi.gateway.route.Resolution;
import io.lingzhi.gateway.upstream.UpstreamClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.UpstreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Turns a model name into the attempts that may be made, in order, each with its lane. */
public final class Planner {
    static final String LOCAL = "local";

    private final Picker picker;
    private final UpstreamClient client;
    private final Codecs codecs;
    private final LocalModels local;
    private final Executor blocking;

    /** @param blocking runs the in-process models */
    public Planner(Picker picker, UpstreamClient client, Codecs codecs, LocalModels local, Executor blocking) {
        this.picker = picker;
        this.client = client;
        this.codecs = codecs;
        this.local = local;
        this.blocking = blocking;
    }

    /** Why no attempt at this model can be made, if so. */
    Optional<Failure> refusal(Snapshot snapshot, ModelId model) {
        return switch (snapshot.routes().resolve(model.value())) {
            case Resolution.Served served ->
                served.candidates().stream().anyMatch(this::speakable)
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
        return switch (snapshot.routes().resolve(model.value())) {
            case Resolution.Served served -> {
                List<Try> tries = new ArrayList<>();
                for (Target target : picker.order(
                        model.value(), served.candidates(), snapshot.config().routing())) {
                    chatLane(snapshot.config(), question, target).ifPresent(lane -> tries.add(tryOf(target, lane)));
                }
                yield orUnsupported(tries, model);
            }
            case Resolution.Local(String name) -> {
                ChatRequest request = question.request().withModel(new ModelId(name));
                yield List.of(localTry(name, () -> local.chat(request)));
            }
            case Resolution.Unserved unserved -> throw new RejectedException(unserved(model, unserved));
            case Resolution.Unknown unknown -> throw new RejectedException(unknown(model, unknown));
        };
    }

    private Optional<Lane> chatLane(Config config, Question question, Target target) throws RejectedException {
        ProviderRow row = ProviderRow.of(target.provider());
        Outbound outbound = codecs.outbound().get(row.protocol());
        if (outbound == null) {
            return Optional.empty();
        }
        HttpLane http = new HttpLane(client, target, row, outbound, config);
        PassThrough patches = codecs.passThrough().get(row.protocol());
        if (question instanceof Question.Wire wire && question.protocol() == row.protocol() && patches != null) {
            return Optional.of(new PassThroughLane(http, patches, wire.peek(), wire.body(), target.upstreamModel()));
        }
        return Optional.of(new TranslatedLane(http, outbound, question.request(), target.upstreamModel()));
    }

    /**
     * Attempts that pass a body on as it is; never none.
     *
     * @param inProcess answers for the process's own model of this name
     */
    List<Try> relay(
            Snapshot snapshot,
            Peek peek,
            byte[] body,
            PassThrough patches,
            UpstreamReader reader,
            LocalAnswer inProcess)
            throws RejectedException {
        ModelId model = peek.model();
        return switch (snapshot.routes().resolve(model.value())) {
            case Resolution.Served served -> {
                List<Try> tries = new ArrayList<>();
                for (Target target : picker.order(
                        model.value(), served.candidates(), snapshot.config().routing())) {
                    ProviderRow row = ProviderRow.of(target.provider());
                    if (row.protocol() == patches.protocol()) {
                        HttpLane http = new HttpLane(client, target, row, reader, snapshot.config());
                        tries.add(
                                tryOf(target, new PassThroughLane(http, patches, peek, body, target.upstreamModel())));
                    }
                }
                yield orUnsupported(tries, model);
            }
            case Resolution.Local(String name) -> List.of(new Try(LOCAL, LOCAL, name, inProcess.lane(name)));
            case Resolution.Unserved unserved -> throw new RejectedException(unserved(model, unserved));
            case Resolution.Unknown unknown -> throw new RejectedException(unknown(model, unknown));
        };
    }

    /** Makes the lane of an in-process model. */
    interface LocalAnswer {
        Lane lane(String model) throws RejectedException;
    }

    private boolean speakable(Candidate candidate) {
        return codecs.outbound()
                .containsKey(ProviderRow.of(candidate.provider()).protocol());
    }

    private static Try tryOf(Target target, Lane lane) {
        return new Try(target.provider().name(), target.credential().id(), target.upstreamModel(), lane);
    }

    private Try localTry(String model, Supplier<List<StreamEvent>> work) {
        return new Try(LOCAL, LOCAL, model, new LocalLane(blocking, work));
    }

    private static List<Try> orUnsupported(List<Try> tries, ModelId model) throws RejectedException {
        if (tries.isEmpty()) {
            throw new RejectedException(unsupported(model));
        }
        return tries;
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
