package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.gateway.upstream.UpstreamBody;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.json.Spliced;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Both ends speak the same protocol: the client's own bytes go upstream with a few patches, and the answer's bytes come
 * back untouched. An answer in the other mode than asked, whole for streamed or the reverse, is translated instead.
 */
final class PassThroughLane implements Lane {
    private final HttpLane http;
    private final PassThrough patches;
    private final Peek peek;
    private final ClientRequest asked;
    private final String upstreamModel;
    private final Additions additions;

    /**
     * What goes upstream beside what the protocol demands.
     *
     * @param clientHeaders names of the client's own headers, in lower case
     */
    record Additions(ClientMarks marks, Set<String> clientHeaders) {
        static final Additions NONE = new Additions(ClientMarks.NONE, Set.of());

        Additions {
            clientHeaders = Set.copyOf(clientHeaders);
        }
    }

    PassThroughLane(
            HttpLane http,
            PassThrough patches,
            Peek peek,
            ClientRequest asked,
            String upstreamModel,
            Additions additions) {
        this.additions = additions;
        this.http = http;
        this.patches = patches;
        this.peek = peek;
        this.asked = asked;
        this.upstreamModel = upstreamModel;
    }

    @Override
    public Cancellable start(Attempt attempt, Delivery delivery, End end) {
        HttpLane.Outgoing out;
        try {
            out = new HttpLane.Outgoing(patches.path(upstreamModel, peek), headers(), new UpstreamBody.Whole(body()));
        } catch (RejectedException e) {
            end.failed(e.failure());
            return () -> {};
        }
        Backpressure pressure = new Backpressure(delivery);
        return http.send(out, attempt, new Relaying(attempt, delivery, end, pressure), end, pressure);
    }

    private Spliced body() throws RejectedException {
        List<Splice> splices = new ArrayList<>(
                patches.patches(asked.content(), upstreamModel, http.row().dialect()));
        splices.addAll(additions.marks().in(asked.content()));
        splices.sort(Comparator.comparingInt(Splice::start));
        return new Spliced(asked.body(), splices);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>(patches.defaultHeaders());
        headers.put("accept", peek.stream() ? "text/event-stream" : "application/json");
        for (Set<String> names : List.of(patches.clientHeaders(), additions.clientHeaders())) {
            names.forEach(name -> asked.header().apply(name).ifPresent(value -> headers.put(name, value)));
        }
        return headers;
    }

    private final class Relaying implements HeadSwitch.Readers {
        private final Attempt attempt;
        private final Delivery delivery;
        private final End end;
        private final Backpressure pressure;
        private final HeadSwitch.Readers translating;

        Relaying(Attempt attempt, Delivery delivery, End end, Backpressure pressure) {
            this.attempt = attempt;
            this.delivery = delivery;
            this.end = end;
            this.pressure = pressure;
            this.translating = http.eventReaders(attempt, delivery, end, pressure);
        }

        @Override
        public HeadSwitch.BodyReader error(int status, Map<String, String> headers) {
            return translating.error(status, headers);
        }

        @Override
        public HeadSwitch.BodyReader stream(Map<String, String> headers) {
            if (!peek.stream()) {
                return translating.stream(headers);
            }
            return new RelayedStream(
                    attempt, delivery, end, http.newFrames(), http.newDecoder(), this::shown, pressure);
        }

        @Override
        public HeadSwitch.BodyReader whole(Map<String, String> headers) {
            if (peek.stream()) {
                return translating.whole(headers);
            }
            String contentType = headers.getOrDefault("content-type", "application/json");
            return new WholeBody(http.limits().responseBytes(), whole -> relay(contentType, whole), end::failed);
        }

        private byte[] shown(Frame frame) {
            return !peek.usageWanted() && patches.isUsageReport(frame)
                    ? new byte[0]
                    : http.naming().in(frame);
        }

        private void relay(String contentType, byte[] whole) {
            List<StreamEvent> events =
                    http.reader().decodeResponse(whole, http.row().dialect());
            attempt.observe(events);
            if (!events.isEmpty() && events.getLast() instanceof StreamEvent.Failed failed) {
                end.failed(failed.failure());
                return;
            }
            delivery.body(contentType, http.naming().in(whole));
            end.delivered();
        }
    }
}
