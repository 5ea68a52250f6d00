package io.lingzhi.gateway.responses;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Endpoint;
import io.lingzhi.gateway.SocketPeer;
import io.lingzhi.gateway.SocketSession;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.openairesponses.Prewarm;
import io.lingzhi.llm.openairesponses.SocketError;
import io.lingzhi.llm.openairesponses.TurnMerge;
import io.lingzhi.llm.protocol.RejectedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One connection's requests, answered one after the other. Used on the connection's event loop. */
final class ResponsesConversation implements SocketSession {
    /** Requests that may wait while one is answered. */
    private static final int MAX_WAITING = 8;

    /** The close code of a server that goes away (RFC 6455, section 7.4.1). */
    private static final int GOING_AWAY = 1001;

    private final ClientRequest upgrade;
    private final SocketPeer peer;
    private final Endpoint responses;
    private final Turns turns;
    private final Supplier<String> newIds;
    private final InstantSource clock;
    private final Deque<String> waiting = new ArrayDeque<>();
    private Optional<SocketReply> running = Optional.empty();
    private int requests;
    private boolean draining;

    ResponsesConversation(
            ClientRequest upgrade,
            SocketPeer peer,
            Endpoint responses,
            Turns turns,
            Supplier<String> newIds,
            InstantSource clock) {
        this.upgrade = upgrade;
        this.peer = peer;
        this.responses = responses;
        this.turns = turns;
        this.newIds = newIds;
        this.clock = clock;
    }

    @Override
    public void text(String message) {
        if (running.isEmpty()) {
            answer(message);
        } else if (waiting.size() < MAX_WAITING) {
            waiting.add(message);
        } else {
            refuse(new Failure.Overloaded(
                    "more than " + MAX_WAITING + " requests wait on this connection: wait for their answers",
                    Optional.of(Duration.ofSeconds(1))));
        }
    }

    private void answer(String message) {
        try {
            JsonValue.Obj frame = Json.parseObject(message.getBytes(StandardCharsets.UTF_8));
            JsonValue.Obj request = turns.request(frame);
            if (TurnMerge.isPrewarm(frame)) {
                prewarm(request);
            } else {
                ask(request);
            }
        } catch (JsonSyntaxException e) {
            refuse(Failure.InvalidRequest.of("the message cannot be read: " + e.getMessage()));
        } catch (RejectedException e) {
            refuse(e.failure());
        }
    }

    private void refuse(Failure failure) {
        peer.send(text(SocketError.event(failure)));
    }

    private void prewarm(JsonValue.Obj request) {
        String id = "resp_prewarm_" + newIds.get();
        List<JsonValue.Obj> events = Prewarm.events(request, id, clock.instant().getEpochSecond());
        events.forEach(event -> peer.send(text(event)));
        turns.answered(request, events.getLast().object("response"));
    }

    private void ask(JsonValue.Obj request) {
        requests++;
        ClientRequest whole = new ClientRequest(
                upgrade.requestId() + "-" + requests,
                "POST",
                "/v1/responses",
                upgrade.header(),
                upgrade.query(),
                Json.bytes(request),
                upgrade.peer());
        SocketReply reply = new SocketReply(peer, response -> ended(request, response));
        running = Optional.of(reply);
        responses.handle(whole, reply);
    }

    private void ended(JsonValue.Obj request, Optional<JsonValue.Obj> response) {
        response.ifPresent(good -> turns.answered(request, good));
        running = Optional.empty();
        if (draining) {
            peer.close(GOING_AWAY, "the gateway is stopping");
        } else if (!waiting.isEmpty()) {
            peer.execute(this::next);
        }
    }

    private void next() {
        while (running.isEmpty() && !waiting.isEmpty()) {
            answer(waiting.remove());
        }
    }

    @Override
    public void gone() {
        waiting.clear();
        running.ifPresent(SocketReply::gone);
    }

    @Override
    public void drain() {
        draining = true;
        waiting.clear();
        if (running.isEmpty()) {
            peer.close(GOING_AWAY, "the gateway is stopping");
        }
    }

    private static String text(JsonValue.Obj event) {
        return new String(Json.bytes(event), StandardCharsets.UTF_8);
    }
}
