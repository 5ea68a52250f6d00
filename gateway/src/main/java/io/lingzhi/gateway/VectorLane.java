package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireRequest;
import java.util.List;
import java.util.Map;

/** A question for vectors whose two ends speak differently. */
final class VectorLane implements Lane {
    private final HttpLane http;
    private final VectorWire upstream;
    private final VectorWire.Asked asked;
    private final String upstreamModel;
    private final boolean strict;

    VectorLane(HttpLane http, VectorWire upstream, VectorWire.Asked asked, String upstreamModel, boolean strict) {
        this.http = http;
        this.upstream = upstream;
        this.asked = asked;
        this.upstreamModel = upstreamModel;
        this.strict = strict;
    }

    @Override
    public Cancellable start(Attempt attempt, Delivery delivery, End end) {
        VectorWire.Texts texts;
        try {
            texts = asked.texts();
        } catch (RejectedException e) {
            end.failed(e.failure());
            return () -> {};
        }
        if (refuses(texts, strict, delivery, end)) {
            return () -> {};
        }
        WireRequest wire = new WireRequest(
                upstream.path(upstreamModel),
                Map.of("accept", "application/json"),
                upstream.encode(upstreamModel, texts));
        Backpressure pressure = new Backpressure(delivery);
        HeadSwitch.Readers errors = http.eventReaders(attempt, delivery, end, pressure);
        return http.send(
                wire, attempt, new Reading(errors, texts.texts().size(), attempt, delivery, end), end, pressure);
    }

    /** Tells what is left out of the question, or refuses it where nothing may be. */
    static boolean refuses(VectorWire.Texts texts, boolean strict, Delivery delivery, End end) {
        boolean refused = strict && !texts.untold().isEmpty();
        if (refused) {
            end.failed(Strictness.refusal(texts.untold()));
        } else {
            delivery.translationLost(texts.untold());
        }
        return refused;
    }

    private final class Reading implements HeadSwitch.Readers {
        private final HeadSwitch.Readers errors;
        private final int count;
        private final Attempt attempt;
        private final Delivery delivery;
        private final End end;

        Reading(HeadSwitch.Readers errors, int count, Attempt attempt, Delivery delivery, End end) {
            this.errors = errors;
            this.count = count;
            this.attempt = attempt;
            this.delivery = delivery;
            this.end = end;
        }

        @Override
        public HeadSwitch.BodyReader error(int status, Map<String, String> headers) {
            return errors.error(status, headers);
        }

        /** Vectors are never streamed: the reader's decoder says so at the end. */
        @Override
        public HeadSwitch.BodyReader stream(Map<String, String> headers) {
            return errors.stream(headers);
        }

        @Override
        public HeadSwitch.BodyReader whole(Map<String, String> headers) {
            return new WholeBody(
                    http.limits().responseBytes(),
                    body -> deliver(upstream.decode(body, count), asked, attempt, delivery, end),
                    end::failed);
        }
    }

    /** Hands vectors over in the client's own form. */
    static void deliver(Vectors vectors, VectorWire.Asked asked, Attempt attempt, Delivery delivery, End end) {
        switch (vectors) {
            case Vectors.Failed(Failure failure) -> end.failed(failure);
            case Vectors.Complete complete -> {
                if (!complete.usage().equals(Usage.NONE)) {
                    attempt.observe(List.of(new StreamEvent.UsageReported(complete.usage())));
                }
                delivery.body("application/json", asked.answer(complete));
                end.delivered();
            }
        }
    }
}
