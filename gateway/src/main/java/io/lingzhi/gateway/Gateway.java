package io.lingzhi.gateway;

import io.lingzhi.gateway.access.ClientKeys;
import io.lingzhi.gateway.access.PresentedKeys;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The path of one request. {@link #handle} tells it: authenticate, read, plan, attempt. What an attempt does is told by
 * the lanes; what is done when one fails, by {@link Attempts}; what the client sees, by its {@link Delivery}.
 *
 * <p>Used on all event loops; its only state is the number of exchanges under way.
 */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Supplier<Snapshot> snapshots;
    private final Surroundings surroundings;
    private final Planner planner;
    private final Attempts attempts;
    private final AtomicInteger underWay = new AtomicInteger();

    public Gateway(Supplier<Snapshot> snapshots, Surroundings surroundings, Planner planner, Attempts attempts) {
        this.snapshots = snapshots;
        this.surroundings = surroundings;
        this.planner = planner;
        this.attempts = attempts;
    }

    /** The endpoint of a route on which clients speak this protocol. */
    public Endpoint chat(Inbound inbound) {
        return (request, reply) -> handle(request, reply, inbound);
    }

    private void handle(ClientRequest request, Reply reply, Inbound inbound) {
        Snapshot snapshot = snapshots.get();
        Exchange exchange = begin(inbound.protocol(), "chat", ClientKeys.ANONYMOUS, request.requestId());
        reply.onGone(exchange::gone);
        try {
            admit(snapshot);
            exchange.identified(authenticate(snapshot, request));
            Asked asked = inbound.read(new WireCall(request.path(), request.query(), request.body()));
            Question question = new Question.Wire(inbound.protocol(), asked, request);
            exchange.asks(question.peek().model(), question.peek().stream());
            Delivery delivery = WireDelivery.of(reply, inbound, asked);
            attempts.run(exchange, delivery, planner.chat(snapshot, question), snapshot.config());
        } catch (RejectedException e) {
            refuse(exchange, reply, inbound, e.failure());
        } catch (RuntimeException e) {
            refuse(exchange, reply, inbound, fault(e));
        }
    }

    /** Asks from inside the process. To be called on the delivery's event loop. */
    Exchange ask(ChatRequest request, Caller caller, Delivery delivery) {
        Snapshot snapshot = snapshots.get();
        Exchange exchange = begin(Protocol.IN_PROCESS, "chat", caller.keyId(), caller.requestId());
        exchange.asks(request.model(), request.stream());
        try {
            admit(snapshot);
            attempts.run(exchange, delivery, planner.chat(snapshot, new Question.Neutral(request)), snapshot.config());
        } catch (RejectedException e) {
            exchange.failed(delivery.fail(e.failure()), e.failure());
        } catch (RuntimeException e) {
            Failure fault = fault(e);
            exchange.failed(delivery.fail(fault), fault);
        }
        return exchange;
    }

    /** Why this model cannot be asked now, as far as the configuration tells. */
    Optional<Failure> refusal(ModelId model) {
        return planner.refusal(snapshots.get(), model);
    }

    Exchange begin(Protocol protocol, String operation, String keyId, String requestId) {
        underWay.incrementAndGet();
        return new Exchange(surroundings, protocol, operation, new Caller(keyId, requestId), underWay::decrementAndGet);
    }

    /** Refuses when more exchanges are under way than the limit, this one counted. */
    void admit(Snapshot snapshot) throws RejectedException {
        if (underWay.get() > snapshot.config().limits().inFlight()) {
            throw new RejectedException(new Failure.Overloaded(
                    "the gateway has too many requests under way (limits.in-flight): try again shortly",
                    Optional.of(Duration.ofSeconds(1))));
        }
    }

    /** The id of the client's key. */
    static String authenticate(Snapshot snapshot, ClientRequest request) throws RejectedException {
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

    /** What a client is told when planning its request failed by a fault of ours; the log has the details. */
    static Failure fault(RuntimeException cause) {
        LOG.error("a request could not be planned", cause);
        return new Failure.InternalFault("the gateway failed: see its log");
    }

    static void refuse(Exchange exchange, Reply reply, FailureEncoder failures, Failure failure) {
        exchange.failed(WireDelivery.ofBytes(reply, failures).fail(failure), failure);
    }

    /** How many exchanges have begun and not ended. */
    public int underWay() {
        return underWay.get();
    }
}
