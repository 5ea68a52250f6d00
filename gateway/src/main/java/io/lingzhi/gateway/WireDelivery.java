package io.lingzhi.gateway;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ResponseAssembler;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.protocol.WireError;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An HTTP client's side: renders events in its protocol, streamed or whole as it asked, and relays bytes of that
 * protocol.
 */
final class WireDelivery implements Delivery {
    private static final Map<String, String> SSE =
            Map.of("content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache");
    static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private final Reply reply;
    private final FailureEncoder failures;
    private final Consumer<List<StreamEvent>> render;
    private boolean begun;

    private WireDelivery(Reply reply, FailureEncoder failures, Renderer renderer) {
        this.reply = reply;
        this.failures = failures;
        this.render = renderer.on(this);
    }

    private interface Renderer {
        Consumer<List<StreamEvent>> on(WireDelivery delivery);
    }

    /** A client that asked for the form that {@code peek} tells. */
    static WireDelivery of(Reply reply, Inbound inbound, Peek peek) {
        return new WireDelivery(
                reply,
                inbound,
                delivery ->
                        peek.stream() ? delivery.streaming(inbound.newStreamEncoder(peek)) : delivery.whole(inbound));
    }

    /** A client that takes bytes or a failure, and no events. */
    static WireDelivery ofBytes(Reply reply, FailureEncoder failures) {
        return new WireDelivery(reply, failures, delivery -> events -> {
            throw new IllegalStateException("events cannot be rendered here");
        });
    }

    private Consumer<List<StreamEvent>> streaming(StreamEncoder encoder) {
        return events -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
            for (StreamEvent event : events) {
                bytes.writeBytes(encoder.encode(event));
            }
            frames(bytes.toByteArray());
            if (events.getLast() instanceof StreamEvent.Finished) {
                framesEnd();
            }
        };
    }

    private Consumer<List<StreamEvent>> whole(Inbound inbound) {
        return new Folding(inbound);
    }

    /** Folds events into one body. What an attempt that failed has left here goes when the next one starts. */
    private final class Folding implements Consumer<List<StreamEvent>> {
        private final Inbound inbound;
        private ResponseAssembler assembler = new ResponseAssembler();

        Folding(Inbound inbound) {
            this.inbound = inbound;
        }

        @Override
        public void accept(List<StreamEvent> events) {
            for (StreamEvent event : events) {
                if (event instanceof StreamEvent.Started) {
                    assembler = new ResponseAssembler();
                }
                assembler.accept(event);
            }
            if (assembler.complete() && assembler.answer() instanceof ChatClient.Answer.Complete(var response)) {
                body("application/json", inbound.encodeResponse(response));
            }
        }
    }

    @Override
    public void events(List<StreamEvent> events) {
        render.accept(events);
    }

    @Override
    public void frames(byte[] raw) {
        if (raw.length == 0) {
            return;
        }
        if (!begun) {
            begun = true;
            reply.head(200, SSE);
        }
        reply.write(raw);
    }

    @Override
    public void framesEnd() {
        if (!begun) {
            begun = true;
            reply.head(200, SSE);
        }
        reply.end();
    }

    @Override
    public void body(String contentType, byte[] raw) {
        begun = true;
        reply.whole(200, Map.of("content-type", contentType), raw);
    }

    @Override
    public int fail(Failure failure) {
        if (begun) {
            reply.write(failures.encodeStreamFailure(failure));
            reply.end();
            return 200;
        }
        begun = true;
        WireError error = failures.encodeFailure(failure);
        reply.whole(error.status(), error.headers(), error.body());
        return error.status();
    }

    @Override
    public boolean begun() {
        return begun;
    }

    @Override
    public boolean congested() {
        return reply.congested();
    }

    @Override
    public void onDrained(Runnable task) {
        reply.onDrained(task);
    }

    @Override
    public void execute(Runnable task) {
        reply.execute(task);
    }
}
