package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.Received.Body;
import io.lingzhi.bench.simulator.Received.Ending;
import io.lingzhi.bench.simulator.Received.Header;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Takes the requests from the server: reads them, writes them down, and has them answered. Runs on one event loop. */
final class Reception {
    private static final int MAX_BODY = 64 << 20;
    private static final int KEPT_BODY = 4 << 20;

    private final Vertx vertx;
    private final Provider provider;
    private final RequestLog log;
    private final LongSupplier nanos;
    private final BooleanSupplier closing;

    Reception(Vertx vertx, Provider provider, RequestLog log, LongSupplier nanos, BooleanSupplier closing) {
        this.vertx = vertx;
        this.provider = provider;
        this.log = log;
        this.nanos = nanos;
        this.closing = closing;
    }

    void take(HttpServerRequest request) {
        switch (request.method().name() + request.path()) {
            case "GET/__log" -> control(request, () -> LogJson.bytes(log.all()));
            case "POST/__reset" ->
                control(request, () -> {
                    log.clear();
                    provider.reset();
                    return new byte[] {'{', '}'};
                });
            default -> record(request);
        }
    }

    /** What a control address does; gives the JSON to answer. */
    private interface Control {
        byte[] run();
    }

    private void control(HttpServerRequest request, Control control) {
        Staging answer = provider.knows(received(request, 0, 0, new byte[0]))
                ? Staging.of(new Reply.Whole(200, Map.of(), control.run()), Script.PLAIN, Protocol.CHAT)
                : Provider.refusal(Protocol.CHAT, 401, Optional.of("invalid_api_key"), "Incorrect API key provided.");
        new Player(vertx, request, answer, (outcome, bytes) -> {}).play();
    }

    private void record(HttpServerRequest request) {
        long number = log.nextNumber();
        long at = nanos.getAsLong();
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() <= MAX_BODY) {
                body.appendBuffer(part);
            }
        });
        request.exceptionHandler(broken -> {
            Received received = received(request, number, at, body.getBytes());
            log.add(received.ended(Outcome.CLIENT_ABORT, 0, 0, nanos.getAsLong()));
        });
        request.endHandler(end -> {
            request.exceptionHandler(broken -> {}); // from here on the player sees the client leave
            byte[] bytes = body.getBytes();
            Received received = received(request, number, at, bytes);
            log.add(received);
            play(request, received, bytes);
        });
    }

    private void play(HttpServerRequest request, Received received, byte[] body) {
        Staging answer = body.length > MAX_BODY
                ? Provider.refusal(
                        Protocol.CHAT,
                        413,
                        Optional.of("request_too_large"),
                        "the body is longer than " + MAX_BODY + " bytes")
                : provider.answer(received, body);
        new Player(vertx, request, answer, (outcome, bytesSent) -> {
                    Outcome known =
                            outcome == Outcome.CLIENT_ABORT && closing.getAsBoolean() ? Outcome.SERVER_CLOSED : outcome;
                    log.update(received.ended(known, answer.status(), bytesSent, nanos.getAsLong()));
                })
                .play();
    }

    private static Received received(HttpServerRequest request, long number, long at, byte[] body) {
        List<Header> headers = request.headers().entries().stream()
                .map(header -> new Header(header.getKey(), header.getValue()))
                .toList();
        Body kept = new Body(body.length > KEPT_BODY ? Arrays.copyOf(body, KEPT_BODY) : body, body.length);
        String method = request.method().name();
        return new Received(number, method, request.uri(), headers, kept, at, Ending.OPEN);
    }
}
