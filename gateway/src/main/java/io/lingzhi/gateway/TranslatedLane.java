package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.Outbound;

/** The two ends speak differently, or the asker speaks no wire protocol: the request goes through the vocabulary. */
final class TranslatedLane implements Lane {
    private final HttpLane http;
    private final Outbound outbound;
    private final ChatRequest request;

    TranslatedLane(HttpLane http, Outbound outbound, ChatRequest request, String upstreamModel) {
        this.http = http;
        this.outbound = outbound;
        this.request = request.withModel(new ModelId(upstreamModel));
    }

    @Override
    public Cancellable start(Attempt attempt, Delivery delivery, End end) {
        Backpressure pressure = new Backpressure(delivery);
        return http.send(
                outbound.encodeRequest(request, http.row().dialect()).request(),
                attempt,
                http.eventReaders(attempt, delivery, end, pressure),
                end,
                pressure);
    }
}
