package io.lingzhi.assistant.http;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The answer to one request: either whole, or a row of server-sent events. Any thread may call it; the work is done on
 * the request's event loop. Invariant: whoever ends it first decides, and what comes later is not written.
 */
final class Reply {
    static final String JSON = "application/json; charset=utf-8";
    static final String PROBLEM = "application/problem+json; charset=utf-8";

    private final Context context;
    private final HttpServerResponse response;
    private final Language language;
    private final String requestId;
    private final Map<String, String> always;
    private final Duration writeDeadline;
    /** Touched on the event loop only. */
    private boolean over;

    /** @param always headers of every answer to this request */
    Reply(
            Context context,
            HttpServerResponse response,
            Language language,
            String requestId,
            Map<String, String> always,
            Duration writeDeadline) {
        this.context = context;
        this.response = response;
        this.language = language;
        this.requestId = requestId;
        this.always = Map.copyOf(always);
        this.writeDeadline = writeDeadline;
    }

    String requestId() {
        return requestId;
    }

    Language language() {
        return language;
    }

    void whole(JsonValue.Obj json) {
        whole(200, Map.of("content-type", JSON), Buffer.buffer(Json.bytes(json)));
    }

    /** Ends the answer with this status: what was asked for is under way. */
    void accepted(JsonValue.Obj json) {
        whole(202, Map.of("content-type", JSON), Buffer.buffer(Json.bytes(json)));
    }

    /** Ends the answer with these bytes. */
    void whole(int status, Map<String, String> headers, Buffer body) {
        context.runOnContext(ignored -> {
            if (open() && !response.headWritten()) {
                over = true;
                head(status, headers);
                response.end(body);
            }
        });
    }

    /** Ends the answer with a problem: as the answer itself, or as the last event when events have been sent. */
    void problem(Problem problem, Map<String, String> headers) {
        context.runOnContext(ignored -> {
            if (!open()) {
                return;
            }
            over = true;
            JsonValue.Obj json = problem.json(language, requestId);
            if (response.headWritten()) {
                response.end(frame("error", json));
            } else {
                head(problem.kind().status(), headers);
                problem.retryAfterSeconds().ifPresent(seconds -> response.putHeader("retry-after", seconds));
                response.putHeader("content-type", PROBLEM).putHeader("content-language", language.tag());
                response.end(Buffer.buffer(Json.bytes(json)));
            }
        });
    }

    void problem(Problem problem) {
        problem(problem, Map.of());
    }

    /** Sends one event, and waits until the client has room for the next one. For the request's virtual thread. */
    void event(String name, JsonValue.Obj data) throws ClientGoneException {
        send(frame(name, data));
    }

    private void send(Buffer frame) throws ClientGoneException {
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        context.runOnContext(ignored -> write(frame, taken));
        if (!await(taken)) {
            throw new ClientGoneException("the answer has ended");
        }
    }

    /** Sends a comment, which clients pass over, so that a silent row of events is known to be alive. */
    void beat() throws ClientGoneException {
        send(Buffer.buffer(": alive\n\n"));
    }

    /** Ends a row of events. */
    void endEvents() {
        context.runOnContext(ignored -> {
            if (open()) {
                over = true;
                response.end();
            }
        });
    }

    private void write(Buffer frame, CompletableFuture<Boolean> taken) {
        if (!open()) {
            taken.complete(false);
            return;
        }
        if (!response.headWritten()) {
            response.setChunked(true);
            head(200, Map.of("content-type", "text/event-stream; charset=utf-8", "x-accel-buffering", "no"));
        }
        response.write(frame);
        if (response.writeQueueFull()) {
            response.drainHandler(ignored -> taken.complete(true));
        } else {
            taken.complete(true);
        }
    }

    private boolean await(CompletableFuture<Boolean> taken) throws ClientGoneException {
        try {
            return taken.get(writeDeadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            hangUp();
            throw new ClientGoneException("the client did not read for " + writeDeadline);
        } catch (InterruptedException e) {
            throw new ClientGoneException("the request was given up");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an event can be taken or not, and nothing else", e);
        }
    }

    private void hangUp() {
        context.runOnContext(ignored -> {
            over = true;
            response.reset();
        });
    }

    private boolean open() {
        return !over && !response.closed();
    }

    private void head(int status, Map<String, String> headers) {
        response.setStatusCode(status)
                .putHeader("x-request-id", requestId)
                .putHeader("cache-control", "no-store")
                .putHeader("x-content-type-options", "nosniff");
        always.forEach(response::putHeader);
        headers.forEach(response::putHeader);
    }

    private static Buffer frame(String event, JsonValue.Obj data) {
        return Buffer.buffer("event: " + event + "\ndata: ")
                .appendBytes(Json.bytes(data))
                .appendString("\n\n");
    }
}
