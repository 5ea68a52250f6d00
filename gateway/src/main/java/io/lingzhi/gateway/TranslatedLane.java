package io.lingzhi.gateway;

import io.lingzhi.gateway.media.RequestMedia;
import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.Outbound;

/** The two ends speak differently, or the asker speaks no wire protocol: the request goes through the vocabulary. */
final class TranslatedLane implements Lane {
    private final HttpLane http;
    private final Outbound outbound;
    private final ChatRequest request;
    private final Manner manner;

    /**
     * How a request is translated.
     *
     * @param strict refuses it rather than lose something
     * @param media fetches what the upstream does not read by itself
     */
    record Manner(boolean strict, RequestMedia media) {}

    TranslatedLane(HttpLane http, Outbound outbound, ChatRequest request, String upstreamModel, Manner manner) {
        this.manner = manner;
        this.http = http;
        this.outbound = outbound;
        this.request = request.withModel(new ModelId(upstreamModel));
    }

    @Override
    public Cancellable start(Attempt attempt, Delivery delivery, End end) {
        Run run = new Run(attempt, delivery, end);
        run.fetching = manner.media()
                .inline(
                        request,
                        medium -> outbound.readsUrl(medium, http.row().dialect()),
                        delivery::execute,
                        run);
        return run;
    }

    /** One start: first the media are fetched, then the call is made. */
    private final class Run implements RequestMedia.Then, Cancellable {
        private final Attempt attempt;
        private final Delivery delivery;
        private final End end;
        private Cancellable fetching = () -> {};
        private Cancellable calling = () -> {};

        Run(Attempt attempt, Delivery delivery, End end) {
            this.attempt = attempt;
            this.delivery = delivery;
            this.end = end;
        }

        @Override
        public void go(ChatRequest ready) {
            Encoded encoded = outbound.encodeRequest(ready, http.row().dialect());
            attempt.lost(encoded.losses());
            if (manner.strict() && !encoded.losses().isEmpty()) {
                end.failed(Strictness.refusal(encoded.losses()));
                return;
            }
            delivery.translationLost(encoded.losses());
            Backpressure pressure = new Backpressure(delivery);
            calling = http.send(
                    encoded.request(), attempt, http.eventReaders(attempt, delivery, end, pressure), end, pressure);
        }

        @Override
        public void failed(Failure failure) {
            end.failed(failure);
        }

        @Override
        public void cancel() {
            fetching.cancel();
            calling.cancel();
        }
    }
}
