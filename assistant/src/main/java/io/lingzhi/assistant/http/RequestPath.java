package io.lingzhi.assistant.http;

import io.lingzhi.assistant.CancelSignal;
import io.lingzhi.llm.Caller;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one request: find its route, check its key, take a place, read its body, and hand it to a virtual thread
 * that answers. All but the last runs on the event loop and does not block.
 */
final class RequestPath {
    private static final Logger LOG = LoggerFactory.getLogger(RequestPath.class);
    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Duration RETRY_WHEN_BUSY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Limits limits;
    private final Cors cors;
    private final KeyCheck keys;
    private final Supplier<String> requestIds;
    private final Router router;
    private final Semaphore places;

    RequestPath(Vertx vertx, Settings settings, KeyCheck keys, Supplier<String> requestIds, Router router) {
        this.vertx = vertx;
        this.limits = settings.limits();
        this.cors = settings.cors();
        this.keys = keys;
        this.requestIds = requestIds;
        this.router = router;
        this.places = new Semaphore(settings.limits().concurrentRequests());
    }

    /** Serves a request. */
    void handle(HttpServerRequest request) {
        Reply reply = reply(request);
        boundReading(request, reply);
        try {
            dispatch(request, reply);
        } catch (ProblemException e) {
            reply.problem(e.problem());
        } catch (RuntimeException e) {
            LOG.error("request {} failed", reply.requestId(), e);
            reply.problem(Problem.of(ProblemKind.INTERNAL, Wording.internal()));
        }
    }

    private void dispatch(HttpServerRequest request, Reply reply) throws ProblemException {
        switch (router.match(
                request.method().name(), Optional.ofNullable(request.path()).orElse(""))) {
            case Router.Match.NoSuchPath() -> reply.problem(Problem.of(ProblemKind.NOT_FOUND, Wording.noSuchPath()));
            case Router.Match.WrongMethod(String allowed) -> wrongMethod(request, reply, allowed);
            case Router.Match.Found(Route route, Map<String, String> variables) -> {
                switch (route.served()) {
                    case Route.Served.Page(var write) -> write.accept(reply);
                    case Route.Served.Call(Endpoint endpoint) -> work(request, reply, endpoint, variables);
                }
            }
        }
    }

    /** A browser's question before a request from an allowed page is answered; all else is refused. */
    private void wrongMethod(HttpServerRequest request, Reply reply, String allowed) {
        boolean preflight = request.method().equals(HttpMethod.OPTIONS)
                && cors.allows(origin(request))
                && header(request, "access-control-request-method").isPresent();
        if (preflight) {
            reply.whole(204, Cors.preflight(allowed), Buffer.buffer());
        } else {
            reply.problem(
                    Problem.of(ProblemKind.METHOD_NOT_ALLOWED, Wording.wrongMethod(allowed)), Map.of("allow", allowed));
        }
    }

    private static Optional<String> origin(HttpServerRequest request) {
        return header(request, "origin");
    }

    /** Answers what is no HTTP request, or one with an oversized head. */
    void refuse(HttpServerRequest request) {
        Reply reply = reply(request);
        Throwable cause = request.decoderResult().cause();
        Problem problem;
        if (cause instanceof TooLongHttpLineException) {
            problem = Problem.of(ProblemKind.URI_TOO_LONG, Wording.uriTooLong(limits.headerBytes()));
        } else if (cause instanceof TooLongHttpHeaderException) {
            problem = Problem.of(ProblemKind.HEADERS_TOO_LARGE, Wording.headersTooLarge(limits.headerBytes()));
        } else {
            problem = Problem.of(ProblemKind.INVALID_REQUEST, Wording.badHttp());
        }
        reply.problem(problem, Map.of("connection", "close"));
    }

    private Reply reply(HttpServerRequest request) {
        Context context = Vertx.currentContext();
        String id = header(request, "x-request-id")
                .filter(given -> SANE_ID.matcher(given).matches())
                .orElseGet(requestIds);
        return new Reply(
                context,
                request.response(),
                Language.of(header(request, "accept-language")),
                id,
                cors.headers(origin(request)),
                limits.writeDeadline());
    }

    /** A body that is still coming at the deadline is given up, whether it is wanted or being thrown away. */
    private void boundReading(HttpServerRequest request, Reply reply) {
        long timer = vertx.setTimer(limits.readDeadline().toMillis(), ignored -> {
            if (!request.isEnded()) {
                Text detail = Wording.bodyTooSlow(limits.readDeadline());
                reply.problem(Problem.of(ProblemKind.REQUEST_TIMEOUT, detail), Map.of("connection", "close"));
                Vertx.currentContext()
                        .runOnContext(later -> request.connection().close());
            }
        });
        request.end().onComplete(ignored -> vertx.cancelTimer(timer));
    }

    /** Checks what the head alone tells, then reads the body, then works. */
    private void work(HttpServerRequest request, Reply reply, Endpoint endpoint, Map<String, String> variables) {
        try {
            checkSite(request);
            Caller caller = new Caller(checkKey(request), reply.requestId());
            checkLength(request);
            if (!places.tryAcquire()) {
                throw new ProblemException(busy());
            }
            read(request, reply, caller, endpoint, variables);
        } catch (ProblemException e) {
            Map<String, String> challenge = e.problem().kind() == ProblemKind.UNAUTHENTICATED
                    ? Map.of("www-authenticate", "Bearer realm=\"lingzhi\"")
                    : Map.of();
            reply.problem(e.problem(), challenge);
        }
    }

    private void read(
            HttpServerRequest request, Reply reply, Caller caller, Endpoint endpoint, Map<String, String> variables) {
        RunningRequest running = new RunningRequest(vertx, request, reply, limits.totalDeadline(), places::release);
        BodyCollector.collect(request, limits.bodyBytes()).onComplete(body -> {
            if (body.succeeded()) {
                Optional<String> type = header(request, "content-type");
                String query = Optional.ofNullable(request.query()).orElse("");
                ReceivedRequest received = new ReceivedRequest(caller, variables, type, query, body.result());
                running.start(cancel -> answer(received, reply, endpoint, cancel));
            } else {
                running.end();
                if (body.cause() instanceof ProblemException e) {
                    reply.problem(e.problem());
                }
            }
        });
        if (header(request, "expect").filter("100-continue"::equalsIgnoreCase).isPresent()) {
            request.response().writeContinue();
        }
    }

    /** Answers on the virtual thread. The one place where an unexpected exception ends. */
    private static void answer(ReceivedRequest received, Reply reply, Endpoint endpoint, CancelSignal cancel) {
        try {
            endpoint.answer(received, reply, cancel);
        } catch (ProblemException e) {
            reply.problem(e.problem());
        } catch (ClientGoneException e) {
            LOG.debug("request {}: {}", reply.requestId(), e.getMessage());
        } catch (RuntimeException e) {
            if (!cancel.cancelled()) {
                LOG.error("request {} failed", reply.requestId(), e);
            }
            reply.problem(Problem.of(ProblemKind.INTERNAL, Wording.internal()));
        } catch (Error e) {
            reply.problem(Problem.of(ProblemKind.INTERNAL, Wording.internal()));
            throw e;
        }
    }

    /** Keeps a foreign web page from spending through a browser on this machine, where no key may be asked for. */
    private void checkSite(HttpServerRequest request) throws ProblemException {
        if (header(request, "sec-fetch-site")
                        .filter("cross-site"::equalsIgnoreCase)
                        .isPresent()
                && !cors.allows(origin(request))) {
            throw new ProblemException(Problem.of(ProblemKind.FORBIDDEN, Wording.crossSite()));
        }
    }

    private String checkKey(HttpServerRequest request) throws ProblemException {
        List<String> presented = Stream.concat(
                        header(request, "authorization").flatMap(RequestPath::bearer).stream(),
                        header(request, "x-api-key").stream())
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
        Optional<String> keyId = presented.isEmpty()
                ? keys.keyId(Optional.empty())
                : presented.stream()
                        .flatMap(key -> keys.keyId(Optional.of(key)).stream())
                        .findFirst();
        if (keyId.isPresent()) {
            return keyId.get();
        }
        Text detail = presented.isEmpty() ? Wording.keyMissing() : Wording.keyWrong();
        throw new ProblemException(Problem.of(ProblemKind.UNAUTHENTICATED, detail));
    }

    private void checkLength(HttpServerRequest request) throws ProblemException {
        String length = header(request, HttpHeaders.CONTENT_LENGTH.toString()).orElse("0");
        if (length.length() > 10 || Long.parseLong(length) > limits.bodyBytes()) {
            throw BodyCollector.tooLarge(limits.bodyBytes());
        }
    }

    private Problem busy() {
        Text detail = Wording.busy(limits.concurrentRequests());
        return new Problem(ProblemKind.OVERLOADED, detail, List.of(), Optional.of(RETRY_WHEN_BUSY));
    }

    private static Optional<String> bearer(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")
                ? Optional.of(authorization.substring("bearer ".length()))
                : Optional.empty();
    }

    private static Optional<String> header(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name));
    }
}
