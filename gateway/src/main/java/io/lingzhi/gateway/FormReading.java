package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.UpstreamBody;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.openairelay.FormHead;
import io.lingzhi.llm.protocol.RejectedException;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Reads a form until it names its model, and lets it go on from there. What stands before the model is held, up to
 * {@code limits.body}; what follows is passed on as it arrives. An attempt may be followed by another as long as
 * nothing but what is held has been sent: once the rest is asked for, it goes to that upstream alone. Used on one event
 * loop.
 */
final class FormReading implements RequestBody.Sink {
    /** A form that names its model is held up to this length, in bytes: short ones can be sent more than once. */
    private static final int ENOUGH = 64 * 1024;

    private final Relay.Asked asked;
    private final ClientRequest head;
    private final RequestBody body;
    private final WireDelivery delivery;
    private final String contentType;
    private final long maxHeld;
    private final Held held;

    FormReading(Relay.Asked asked, ClientRequest head, RequestBody body, WireDelivery delivery)
            throws RejectedException {
        this.asked = asked;
        this.head = head;
        this.body = body;
        this.delivery = delivery;
        this.contentType = head.header().apply("content-type").orElse("");
        this.maxHeld = asked.snapshot().config().limits().bodyBytes();
        this.held = held();
    }

    /** What has been read so far. */
    private interface Held {
        /** Takes the next bytes; returns whether it is known now where they go. */
        boolean take(byte[] bytes);

        long size();

        /** @param whole whether nothing follows */
        void start(boolean whole) throws RejectedException;
    }

    private Held held() throws RejectedException {
        Optional<String> boundary = FormHead.boundary(contentType);
        if (boundary.isPresent()) {
            return new Form(new FormHead(boundary.get()));
        }
        if (contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return new WholeJson();
        }
        throw new RejectedException(Failure.InvalidRequest.of(
                "the body must be multipart/form-data with a boundary, or application/json: check content-type"));
    }

    void begin() {
        body.read(this);
    }

    @Override
    public void chunk(byte[] bytes) {
        asked.goOn(delivery, () -> {
            boolean known = held.take(bytes);
            if (known) {
                body.pause();
                held.start(false);
            } else if (held.size() > maxHeld) {
                throw new RejectedException(Failure.InvalidRequest.of(
                        "no model is named within the first " + maxHeld + " bytes of the body (limits.body): put the "
                                + "form field model before the file",
                        "model"));
            }
        });
    }

    @Override
    public void end() {
        asked.goOn(delivery, () -> held.start(true));
    }

    @Override
    public void failed(Failure failure) {
        asked.failed(delivery, failure);
    }

    private final class WholeJson implements Held {
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

        @Override
        public boolean take(byte[] bytes) {
            collected.writeBytes(bytes);
            return false;
        }

        @Override
        public long size() {
            return collected.size();
        }

        @Override
        public void start(boolean whole) throws RejectedException {
            asked.json(collected.toByteArray(), delivery);
        }
    }

    private final class Form implements Held {
        private final FormHead form;

        Form(FormHead form) {
            this.form = form;
        }

        @Override
        public boolean take(byte[] bytes) {
            form.append(bytes);
            return form.named() && form.size() >= ENOUGH;
        }

        @Override
        public long size() {
            return form.size();
        }

        @Override
        public void start(boolean whole) throws RejectedException {
            asked.form(form.model(), contentType, (model, broken) -> sent(model, broken, whole), delivery);
        }

        private UpstreamBody sent(String upstreamModel, Consumer<Failure> broken, boolean whole) {
            byte[] patched = form.patched(upstreamModel);
            return whole
                    ? new UpstreamBody.Whole(patched)
                    : new UpstreamBody.Arriving(patched, length(patched.length - form.size()), new Rest(broken));
        }

        private OptionalLong length(long more) {
            return head.header()
                    .apply("content-length")
                    .map(Long::parseLong)
                    .map(length -> OptionalLong.of(length + more))
                    .orElse(OptionalLong.empty());
        }
    }

    /** What follows the held bytes. */
    private final class Rest implements UpstreamBody.Source {
        private final Consumer<Failure> broken;

        Rest(Consumer<Failure> broken) {
            this.broken = broken;
        }

        @Override
        public void begin(UpstreamBody.Sink sink) {
            delivery.commit();
            body.read(new RequestBody.Sink() {
                @Override
                public void chunk(byte[] bytes) {
                    sink.chunk(bytes);
                }

                @Override
                public void end() {
                    sink.end();
                }

                @Override
                public void failed(Failure failure) {
                    broken.accept(failure);
                }
            });
        }

        @Override
        public void pause() {
            body.pause();
        }

        @Override
        public void resume() {
            body.resume();
        }
    }
}
