package io.lingzhi.gateway;

import io.lingzhi.gateway.rescue.Transcript;
import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.ResponseAssembler;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.ChoicesEncoder;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.SeveralAsked;
import io.lingzhi.llm.protocol.WireError;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One answer to an HTTP client that is made of several, its choices. Streamed, their pieces take turns as they come;
 * whole, it is sent when the last one is complete. All choices fall with the first that fails: with an error as the
 * answer while nothing has been sent, else inside the stream. When the client goes, all end.
 *
 * <p>Used on the reply's event loop.
 */
final class JoinedAnswer {
    /** Most that is kept of all choices together, to go on from where one broke off. */
    private static final long MAX_TOLD_CHARS = 1 << 20;

    private final Reply reply;
    private final FailureEncoder failures;
    private final SeveralAsked asked;
    private final ChoicesEncoder encoder;
    private final List<Choice> choices = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final CatchingUp catchingUp;
    private int running;
    private boolean begun;
    private boolean over;

    /** @param count how many choices there are */
    JoinedAnswer(Reply reply, FailureEncoder failures, SeveralAsked asked, int count) {
        this.reply = reply;
        this.catchingUp = new CatchingUp(reply::onDrained);
        this.failures = failures;
        this.asked = asked;
        this.encoder = asked.newChoicesEncoder();
        this.running = count;
        for (int i = 0; i < count; i++) {
            choices.add(asked.peek().stream() ? new Streamed(i, MAX_TOLD_CHARS / count) : new Folded());
        }
    }

    /** Where the answer number {@code index} goes, counted from 0. */
    Delivery choice(int index) {
        return choices.get(index);
    }

    /** Takes note of a choice's exchange, which ends with this answer. */
    void begun(Exchange exchange) {
        exchanges.add(exchange);
    }

    /** Whether the client has its answer, or an error in place of it, or is gone. */
    boolean over() {
        return over;
    }

    /** The client went away. */
    void gone() {
        over = true;
        exchanges.forEach(Exchange::gone);
    }

    private int fail(Failure failure) {
        if (over) {
            return Exchange.CLIENT_GONE;
        }
        over = true;
        int status = tell(failure);
        for (Exchange exchange : exchanges) {
            if (!exchange.over()) {
                exchange.failed(status, failure);
            }
        }
        return status;
    }

    private int tell(Failure failure) {
        if (begun) {
            reply.write(failures.encodeStreamFailure(failure));
            reply.end();
            return 200;
        }
        WireError error = failures.encodeFailure(failure);
        reply.whole(error.status(), error.headers(), error.body());
        return error.status();
    }

    /** The losses of all choices, each of them once. */
    private Map<String, String> headers(String contentType) {
        Map<String, String> headers = new HashMap<>(Map.of("content-type", contentType, "cache-control", "no-cache"));
        List<Loss> losses = choices.stream()
                .flatMap(choice -> choice.losses.stream())
                .distinct()
                .toList();
        if (!losses.isEmpty()) {
            headers.put(Strictness.LOSS_HEADER, Strictness.header(losses));
        }
        return headers;
    }

    private void write(byte[] frames) {
        if (frames.length == 0) {
            return;
        }
        if (!begun) {
            begun = true;
            reply.head(200, headers(asked.streamType()));
        }
        reply.write(frames);
    }

    private void whole() {
        List<ChatResponse> answers = new ArrayList<>();
        for (Choice choice : choices) {
            choice.response().ifPresent(answers::add);
        }
        reply.whole(200, headers("application/json"), asked.encodeResponses(answers));
    }

    private void keepAlive() {
        if (!over && asked.peek().stream()) {
            write(asked.keepAlive());
        } else if (!over) {
            reply.stillWorking();
        }
    }

    /** The client's side of one choice. */
    private abstract class Choice implements Delivery {
        private List<Loss> losses = List.of();

        /** The choice's own answer, if it is kept until all are complete. */
        abstract Optional<ChatResponse> response();

        @Override
        public void translationLost(List<Loss> lost) {
            losses = lost;
        }

        /** The choices speak with one voice: the first of them says it for all. */
        @Override
        public void keepAlive() {
            if (choices.getFirst() == this) {
                JoinedAnswer.this.keepAlive();
            }
        }

        @Override
        public int fail(Failure failure) {
            return JoinedAnswer.this.fail(failure);
        }

        @Override
        public boolean congested() {
            return reply.congested();
        }

        @Override
        public void onDrained(Runnable task) {
            catchingUp.then(task);
        }

        @Override
        public void execute(Runnable task) {
            reply.execute(task);
        }

        @Override
        public void frames(byte[] raw, List<StreamEvent> meaning) {
            throw untranslated();
        }

        @Override
        public void framesEnd() {
            throw untranslated();
        }

        @Override
        public void body(String contentType, byte[] raw) {
            throw untranslated();
        }

        private static IllegalStateException untranslated() {
            return new IllegalStateException("a choice among several is told in events");
        }
    }

    /** A choice of a streamed answer. Another attempt may answer it as long as nothing of this one choice was sent. */
    private final class Streamed extends Choice {
        private final int index;
        private final Transcript told;
        private boolean sent;

        Streamed(int index, long maxToldChars) {
            this.index = index;
            this.told = new Transcript(maxToldChars);
        }

        @Override
        public void events(List<StreamEvent> events) {
            if (over) {
                return;
            }
            sent = true;
            told.accept(events);
            ByteArrayOutputStream frames = new ByteArrayOutputStream(512);
            for (StreamEvent event : events) {
                frames.writeBytes(encoder.encode(index, event));
            }
            write(frames.toByteArray());
            if (events.getLast() instanceof StreamEvent.Finished) {
                running--;
                if (running == 0) {
                    over = true;
                    reply.end();
                }
            }
        }

        @Override
        public boolean begun() {
            return sent;
        }

        @Override
        public Optional<Transcript> told() {
            return Optional.of(told);
        }

        @Override
        Optional<ChatResponse> response() {
            return Optional.empty();
        }
    }

    /** A choice of a whole answer. What an attempt that failed has left here goes when the next one starts. */
    private final class Folded extends Choice {
        private ResponseAssembler assembler = new ResponseAssembler();

        @Override
        public void events(List<StreamEvent> events) {
            if (over) {
                return;
            }
            for (StreamEvent event : events) {
                if (event instanceof StreamEvent.Started) {
                    assembler = new ResponseAssembler();
                }
                assembler.accept(event);
            }
            if (assembler.complete()) {
                running--;
                if (running == 0) {
                    over = true;
                    whole();
                }
            }
        }

        @Override
        public boolean begun() {
            return false;
        }

        @Override
        Optional<ChatResponse> response() {
            return assembler.answer() instanceof ChatClient.Answer.Complete(ChatResponse response)
                    ? Optional.of(response)
                    : Optional.empty();
        }
    }
}
