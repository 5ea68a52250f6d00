package io.lingzhi.gateway;

import io.lingzhi.gateway.access.ClientKeys;
import io.lingzhi.gateway.access.PresentedKeys;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every exchange begins, whatever it asks for: it is counted, bounded by {@code limits.in-flight}, authenticated,
 * and, when its call refuses it or breaks, answered in the asker's own form.
 *
 * <p>Used on all event loops; its only state is the number of exchanges under way.
 */
public final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final Supplier<Snapshot> snapshots;
    private final Surroundings surroundings;
    private final AtomicInteger underWay = new AtomicInteger();

    public Admission(Supplier<Snapshot> snapshots, Surroundings surroundings) {
        this.snapshots = snapshots;
        this.surroundings = surroundings;
    }

    /** Who asks, and for what. */
    record Ask(Protocol protocol, String operation) {}

    /** Reads, plans and starts what is asked; it throws only before anything has been answered. */
    @FunctionalInterface
    interface Call {
        void start(Snapshot snapshot, Exchange exchange) throws RejectedException;
    }

    /** Lets a client's request in. */
    void admit(ClientRequest request, Reply reply, Ask ask, FailureEncoder failures, Call call) {
        Exchange exchange = begin(ask, new Caller(ClientKeys.ANONYMOUS, request.requestId()));
        reply.onGone(exchange::gone);
        if (exchange.over()) {
            return;
        }
        run(exchange, () -> WireDelivery.ofBytes(reply, failures), snapshot -> {
            exchange.identified(authenticate(snapshot, request));
            bill(snapshot, exchange);
            call.start(snapshot, exchange);
        });
    }

    /** Lets a question from inside the process in. To be called on the delivery's event loop. */
    Exchange admit(Caller caller, String operation, Delivery delivery, Call call) {
        return admit(caller, new Ask(Protocol.IN_PROCESS, operation), delivery, call);
    }

    /** Lets another question of a client in that was let in already. To be called on the delivery's event loop. */
    Exchange admit(Caller caller, Ask ask, Delivery delivery, Call call) {
        Exchange exchange = begin(ask, caller);
        run(exchange, () -> delivery, snapshot -> {
            bill(snapshot, exchange);
            call.start(snapshot, exchange);
        });
        return exchange;
    }

    private void bill(Snapshot snapshot, Exchange exchange) {
        exchange.billedTo(
                surroundings.billing().open(snapshot, exchange.caller().keyId()));
    }

    private interface Body {
        void run(Snapshot snapshot) throws RejectedException;
    }

    private void run(Exchange exchange, Supplier<Delivery> refusals, Body body) {
        Snapshot snapshot = snapshots.get();
        guarded(exchange, refusals, () -> {
            checkRoom(snapshot);
            body.run(snapshot);
        });
    }

    /** Goes on with an exchange that was let in, when what it waited for has come. */
    void goOn(Exchange exchange, Delivery delivery, Step step) {
        if (!exchange.over()) {
            guarded(exchange, () -> delivery, step);
        }
    }

    /** A part of a call; it throws only before anything has been answered. */
    @FunctionalInterface
    interface Step {
        void run() throws RejectedException;
    }

    private static void guarded(Exchange exchange, Supplier<Delivery> refusals, Step step) {
        try {
            step.run();
        } catch (RejectedException e) {
            exchange.failed(refusals.get().fail(e.failure()), e.failure());
        } catch (RuntimeException e) {
            LOG.error("a request could not be planned", e);
            Failure fault = new Failure.InternalFault("the gateway failed: see its log");
            exchange.failed(refusals.get().fail(fault), fault);
        }
    }

    private Exchange begin(Ask ask, Caller caller) {
        underWay.incrementAndGet();
        return new Exchange(surroundings, ask.protocol(), ask.operation(), caller, underWay::decrementAndGet);
    }

    /** Refuses when more exchanges are under way than the limit, this one counted. */
    private void checkRoom(Snapshot snapshot) throws RejectedException {
        if (underWay.get() > snapshot.config().limits().inFlight()) {
            throw new RejectedException(new Failure.Overloaded(
                    "the gateway has too many requests under way (limits.in-flight): try again shortly",
                    Optional.of(Duration.ofSeconds(1))));
        }
    }

    /** The id of the client's key. */
    public static String authenticate(Snapshot snapshot, ClientRequest request) throws RejectedException {
        boolean fromForeignPage = request.header()
                .apply("sec-fetch-site")
                .filter("cross-site"::equals)
                .isPresent();
        if (fromForeignPage && snapshot.keys().anonymousAllowed()) {
            throw new RejectedException(new Failure.Forbidden(
                    "a web page of another site may not use a gateway that asks for no key: set api-keys"));
        }
        var presented = PresentedKeys.of(request.header(), request.query());
        return snapshot.keys()
                .identify(presented)
                .orElseThrow(() -> new RejectedException(new Failure.Unauthenticated(
                        presented.isEmpty()
                                ? "Missing API key: send it as Authorization: Bearer, x-api-key or x-goog-api-key"
                                : "Invalid API key: it is not among the api-keys of this gateway")));
    }

    /** How many exchanges have begun and not ended. */
    public int underWay() {
        return underWay.get();
    }
}
