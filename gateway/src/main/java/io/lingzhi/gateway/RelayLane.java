package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.gateway.upstream.UpstreamBody;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A call goes upstream as the client wrote it, but for the model's name, and its answer comes back as it is: events,
 * bytes that no one here reads, or a whole text, of which the reader tells the usage.
 */
final class RelayLane implements Lane {
    /** Types of answers that may be long and are of use before their end: sound, pictures, plain text. */
    private static final List<String> IN_PIECES =
            List.of("audio/", "image/", "video/", "application/octet-stream", "text/plain", "text/vtt", "text/srt");

    /** What is passed on. */
    interface Call {
        /** What follows the provider's base URL. */
        String path(String upstreamModel);

        /** Headers beside the credential's; names in lower case. */
        Map<String, String> headers();

        /** @param broken hears that the rest of the body will not come */
        UpstreamBody body(String upstreamModel, Consumer<Failure> broken) throws RejectedException;
    }

    private final HttpLane http;
    private final Call call;
    private final String upstreamModel;

    RelayLane(HttpLane http, Call call, String upstreamModel) {
        this.http = http;
        this.call = call;
        this.upstreamModel = upstreamModel;
    }

    @Override
    public Cancellable start(Attempt attempt, Delivery delivery, End end) {
        UpstreamBody body;
        try {
            body = call.body(upstreamModel, end::failed);
        } catch (RejectedException e) {
            end.failed(e.failure());
            return () -> {};
        }
        Backpressure pressure = new Backpressure(delivery);
        HttpLane.Outgoing out = new HttpLane.Outgoing(call.path(upstreamModel), call.headers(), body);
        return http.send(out, attempt, new Relaying(attempt, delivery, end, pressure), end, pressure);
    }

    private final class Relaying implements HeadSwitch.Readers {
        private final Attempt attempt;
        private final Delivery delivery;
        private final End end;
        private final Backpressure pressure;

        Relaying(Attempt attempt, Delivery delivery, End end, Backpressure pressure) {
            this.attempt = attempt;
            this.delivery = delivery;
            this.end = end;
            this.pressure = pressure;
        }

        @Override
        public HeadSwitch.BodyReader error(int status, Map<String, String> headers) {
            return http.eventReaders(attempt, delivery, end, pressure).error(status, headers);
        }

        @Override
        public HeadSwitch.BodyReader stream(Map<String, String> headers) {
            return new RelayedStream(attempt, delivery, end, http.newFrames(), http.newDecoder(), Frame::raw, pressure);
        }

        @Override
        public HeadSwitch.BodyReader whole(Map<String, String> headers) {
            String contentType = headers.getOrDefault("content-type", "application/json");
            String type = contentType.toLowerCase(Locale.ROOT);
            return IN_PIECES.stream().anyMatch(type::startsWith)
                    ? new RelayedPieces(contentType, delivery, end, pressure)
                    : new WholeBody(http.limits().responseBytes(), whole -> relay(contentType, whole), end::failed);
        }

        private void relay(String contentType, byte[] whole) {
            List<StreamEvent> events =
                    http.reader().decodeResponse(whole, http.row().dialect());
            attempt.observe(events);
            if (!events.isEmpty() && events.getLast() instanceof StreamEvent.Failed failed) {
                end.failed(failed.failure());
                return;
            }
            delivery.body(contentType, whole);
            end.delivered();
        }
    }
}
