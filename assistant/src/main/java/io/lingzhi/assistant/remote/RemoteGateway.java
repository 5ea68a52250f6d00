package io.lingzhi.assistant.remote;

import io.lingzhi.llm.Caller;
import io.lingzhi.llm.Failure;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Where a gateway stands, and how it is asked. Any thread. It never shows its key. */
public final class RemoteGateway implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final String baseUrl;
    private final Optional<String> key;
    private final Duration deadline;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /**
     * @param baseUrl with {@code /v1} at the end
     * @param key a client key of that gateway
     * @param deadline longest time from a question to the end of its answer
     */
    public RemoteGateway(String baseUrl, Optional<String> key, Duration deadline) {
        this.baseUrl = baseUrl;
        this.key = key;
        this.deadline = deadline;
    }

    HttpClient http() {
        return http;
    }

    Duration deadline() {
        return deadline;
    }

    /** A request with this JSON; the gateway records it under the caller's request id. */
    HttpRequest post(String path, byte[] json, Caller caller) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("content-type", "application/json")
                .header("x-request-id", caller.requestId())
                .POST(HttpRequest.BodyPublishers.ofByteArray(json));
        key.ifPresent(secret -> request.header("authorization", "Bearer " + secret));
        return request.build();
    }

    Failure late() {
        return new Failure.TimedOut(
                "the gateway at " + baseUrl + " did not answer within " + deadline.toMillis() + " ms");
    }

    /** What a broken exchange means. */
    Failure broken(Throwable cause) {
        if (cause instanceof HttpTimeoutException || cause instanceof ConnectException) {
            return new Failure.Unreachable(
                    "the gateway at " + baseUrl + " cannot be reached: start it, or mend" + " assistant.gateway-url");
        }
        return new Failure.Unreachable("the connection to the gateway at " + baseUrl + " broke");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
