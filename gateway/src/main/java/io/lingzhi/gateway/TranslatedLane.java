package io.lingzhi.gateway;

import io.lingzhi.gateway.media.RequestMedia;
import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.ThinkingFit;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

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
     * @param ends who asked for thinking, and who is asked
     * @param media fetches what the upstream does not read by itself
     * @param headers completes those that the translation writes
     * @param lost what was lost before it
     */
    record Manner(
            boolean strict,
            ThinkingFit.Ends ends,
            RequestMedia media,
            UnaryOperator<Map<String, String>> headers,
            List<Loss> lost) {
        Manner {
            lost = List.copyOf(lost);
        }
    }

    TranslatedLane(HttpLane http, Outbound outbound, ChatRequest request, String upstreamModel, Manner manner) {
        this.manner = manner;
        this.http = http;
        this.outbound = outbound;
        this.request = request.withModel(new ModelId(upstreamModel));
    }

    @Override
    public Cancellable start(Attempt attempt, Delivery delivery, End end) {
        return switch (fitted()) {
            case ThinkingFit.Outcome.Refused(Failure failure) -> {
                end.failed(failure);
                yield () -> {};
            }
            case ThinkingFit.Outcome.Fitted(Reasoning reasoning, List<Loss> losses) -> {
                Run run = new Run(losses, attempt, delivery, end);
                run.fetching = manner.media()
                        .inline(
                                request.withReasoning(reasoning),
                                medium -> outbound.readsUrl(medium, http.row().dialect()),
                                delivery::execute,
                                run);
                yield run;
            }
        };
    }

    /** What the model can do of what is wished for; a model that nobody knows gets the wish as it is. */
    private ThinkingFit.Outcome fitted() {
        Reasoning wish = request.reasoning();
        return http.row()
                .thinking()
                .map(limits -> ThinkingFit.fit(wish, limits, manner.ends()))
                .orElseGet(() -> new ThinkingFit.Outcome.Fitted(wish, List.of()));
    }

    /** One start: first the media are fetched, then the call is made. */
    private final class Run implements RequestMedia.Then, Cancellable {
        private final List<Loss> before;
        private final Attempt attempt;
        private final Delivery delivery;
        private final End end;
        private Cancellable fetching = () -> {};
        private Cancellable calling = () -> {};

        /** @param before what was lost before the translation */
        Run(List<Loss> before, Attempt attempt, Delivery delivery, End end) {
            this.before = before;
            this.attempt = attempt;
            this.delivery = delivery;
            this.end = end;
        }

        @Override
        public void go(ChatRequest ready) {
            Encoded encoded = outbound.encodeRequest(ready, http.row().dialect());
            List<Loss> losses = new ArrayList<>(manner.lost());
            losses.addAll(before);
            losses.addAll(encoded.losses());
            attempt.lost(losses);
            if (manner.strict() && !losses.isEmpty()) {
                end.failed(Strictness.refusal(losses));
                return;
            }
            delivery.translationLost(List.copyOf(losses));
            Backpressure pressure = new Backpressure(delivery);
            HeadSwitch.Readers readers = http.eventReaders(attempt, delivery, end, pressure, encoded.renames());
            WireRequest written = encoded.request();
            Map<String, String> headers = manner.headers().apply(written.headers());
            WireRequest wire = new WireRequest(written.path(), headers, written.body());
            calling = http.send(wire, attempt, readers, end, pressure);
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
