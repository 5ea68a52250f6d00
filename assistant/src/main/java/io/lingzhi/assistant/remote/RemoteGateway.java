package io.lingzhi.assistant.remote;

import io.lingzhi.llm.Caller;
import io.lingzhi.llm.Failure;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Where a gateway stands, and how it is asked. Any thread. It never shows its key. */
public final class RemoteGateway implements AutoCloseable {
    /** What an answer of this project's gateway cost, in nano-USD; other gateways do not tell. */
    private static final String COST_HEADER = "x-lingzhi-cost-nano-usd";
    /** Asks for the cost in the last comment of a stream: this HTTP client reads no trailers. */
    private static final String COST_WISH = "x-lingzhi-cost";

    private static final Pattern COST_COMMENT = Pattern.compile("(?m)^: " + COST_HEADER + " (\\d{1,18})$");

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
                .header(COST_WISH, "comment")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json));
        key.ifPresent(secret -> request.header("authorization", "Bearer " + secret));
        return request.build();
    }

    /** What the head of an answer says that it cost. */
    static OptionalLong cost(HttpResponse<?> response) {
        Optional<String> told = response.headers().firstValue(COST_HEADER);
        return told.filter(digits -> digits.matches("\\d{1,18}")).stream()
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /** What the end of a stream says that it cost. */
    static OptionalLong cost(String end) {
        return COST_COMMENT
                .matcher(end)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .findFirst();
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
