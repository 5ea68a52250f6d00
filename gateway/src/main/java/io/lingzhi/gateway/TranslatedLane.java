package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.Outbound;

/** The two ends speak differently, or the asker speaks no wire protocol: the request goes through the vocabulary. */
final class TranslatedLane implements Lane {
    private final HttpLane http;
    private final Outbound outbound;
    private final ChatRequest request;
    private final boolean strict;

    TranslatedLane(HttpLane http, Outbound outbound, ChatRequest request, String upstreamModel, boolean strict) {
        this.strict = strict;
        this.http = http;
        this.outbound = outbound;
        this.request = request.withModel(new ModelId(upstreamModel));
    }

    @Override
    public Cancellable start(Attempt attempt, Delivery delivery, End end) {
        Encoded encoded = outbound.encodeRequest(request, http.row().dialect());
        attempt.lost(encoded.losses());
        if (strict && !encoded.losses().isEmpty()) {
            end.failed(Strictness.refusal(encoded.losses()));
            return () -> {};
        }
        delivery.translationLost(encoded.losses());
        Backpressure pressure = new Backpressure(delivery);
        HeadSwitch.Readers readers = http.eventReaders(attempt, delivery, end, pressure, encoded.renames());
        return http.send(encoded.request(), attempt, readers, end, pressure);
    }
}
