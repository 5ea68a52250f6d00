package io.lingzhi.assistant.remote;

import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.openaichat.ChatOutbound;
import io.lingzhi.llm.openaiembeddings.EmbeddingRequest;
import io.lingzhi.llm.openaiembeddings.EmbeddingResponse;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Vectors of a gateway in another process. */
public final class RemoteEmbeddings implements EmbeddingClient {
    private static final long LONGEST = 256L << 20;

    private final RemoteGateway gateway;
    private final ChatOutbound errors = new ChatOutbound();

    public RemoteEmbeddings(RemoteGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Vectors embed(ModelId model, List<String> texts, Caller caller) {
        HttpRequest request = gateway.post("/embeddings", EmbeddingRequest.encode(model.value(), texts), caller);
        CompletableFuture<HttpResponse<byte[]>> asked = gateway.http()
                .sendAsync(
                        request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LONGEST));
        try {
            return vectors(asked.get(gateway.deadline().toNanos(), TimeUnit.NANOSECONDS), texts.size());
        } catch (TimeoutException e) {
            asked.cancel(true);
            return new Vectors.Failed(gateway.late());
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return new Vectors.Failed(new Failure.InternalFault("the wait for the vectors was interrupted"));
        } catch (ExecutionException e) {
            return new Vectors.Failed(
                    gateway.broken(Optional.ofNullable(e.getCause()).orElse(e)));
        }
    }

    private Vectors vectors(HttpResponse<byte[]> response, int count) {
        int status = response.statusCode();
        return status >= 200 && status <= 299
                ? EmbeddingResponse.decode(response.body(), count).costing(RemoteGateway.cost(response))
                : new Vectors.Failed(errors.decodeFailure(status, Map.of(), response.body()));
    }
}
