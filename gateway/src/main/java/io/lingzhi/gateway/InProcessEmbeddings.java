package io.lingzhi.gateway;

import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.openaiembeddings.EmbeddingRequest;
import io.lingzhi.llm.openaiembeddings.EmbeddingResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks the gateway for vectors from inside its process: the same path as over HTTP, without a socket. */
public final class InProcessEmbeddings implements EmbeddingClient {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Embeddings embeddings;
    private final Supplier<Snapshot> snapshots;
    private final Supplier<Executor> eventLoops;

    /** @param eventLoops gives an event loop for one exchange */
    public InProcessEmbeddings(Embeddings embeddings, Supplier<Snapshot> snapshots, Supplier<Executor> eventLoops) {
        this.embeddings = embeddings;
        this.snapshots = snapshots;
        this.eventLoops = eventLoops;
    }

    @Override
    public Vectors embed(ModelId model, List<String> texts, Caller caller) {
        Executor loop = eventLoops.get();
        CompletableFuture<BodyDelivery.Outcome> outcome = new CompletableFuture<>();
        byte[] body = EmbeddingRequest.encode(model.value(), texts);
        loop.execute(() -> embeddings.ask(
                ClientRequest.inside(caller.requestId(), body), caller, new BodyDelivery(loop, outcome)));
        Duration patience = snapshots.get().config().deadlines().request().plus(GRACE);
        try {
            return switch (outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                case BodyDelivery.Outcome.Body(byte[] answer, OptionalLong cost) ->
                    EmbeddingResponse.decode(answer, texts.size()).costing(cost);
                case BodyDelivery.Outcome.Failed(Failure failure) -> new Vectors.Failed(failure);
            };
        } catch (TimeoutException e) {
            return new Vectors.Failed(new Failure.TimedOut("the gateway gave no answer within " + patience));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Vectors.Failed(new Failure.InternalFault("the wait for the vectors was interrupted"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a delivery never fails by exception", e);
        }
    }
}
