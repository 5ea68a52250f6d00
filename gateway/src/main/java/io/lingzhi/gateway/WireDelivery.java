package io.lingzhi.gateway;

import io.lingzhi.gateway.rescue.Transcript;
import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.ResponseAssembler;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.protocol.WireError;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An HTTP client's side: renders events in its protocol, streamed or whole as it asked, and relays bytes of that
 * protocol.
 */
final class WireDelivery implements Delivery {
    /** Of a longer answer nothing is kept to go on from. */
    private static final int MAX_TOLD_CHARS = 1 << 20;

    /** How many attempts were made: in the head, and once more behind a stream if there were more by then. */
    static final String ATTEMPTS_HEADER = "x-lingzhi-attempts";

    /** What the answer cost, in nano-USD, where that is known: in the head of a whole answer, behind a stream. */
    static final String COST_HEADER = "x-lingzhi-cost-nano-usd";

    /**
     * The header of clients that cannot read what stands behind a stream: {@code comment} puts it into its last line.
     */
    static final String COST_WISH_HEADER = "x-lingzhi-cost";

    static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private final Reply reply;
    private final CatchingUp catchingUp;
    private final FailureEncoder failures;
    private final Consumer<List<StreamEvent>> render;
    private String streamType;
    private List<Loss> losses = List.of();
    private final Map<String, String> marks = new HashMap<>();
    /** The encoder of the stream that has begun, if it is rendered from events. */
    private Optional<StreamEncoder> rendering = Optional.empty();

    /** What a streaming client takes beside events. */
    private final Optional<Asked> streaming;

    private Optional<Transcript> told;
    private Map<String, String> passed = Map.of();
    private boolean passesHeaders;
    private int attempts;
    private int attemptsTold;
    /** Whether the head is with the client, be it without anything of an answer. */
    private boolean headed;

    private Supplier<OptionalLong> cost = OptionalLong::empty;
    private boolean costInComment;

    private boolean begun;
    private boolean inPieces;
    private boolean committed;

    private WireDelivery(
            Reply reply, FailureEncoder failures, String streamType, Optional<Asked> streaming, Renderer renderer) {
        this.streaming = streaming;
        this.told = streaming.map(_ -> new Transcript(MAX_TOLD_CHARS));
        this.reply = reply;
        this.catchingUp = new CatchingUp(reply::onDrained);
        this.streamType = streamType;
        this.failures = failures;
        this.render = renderer.on(this);
    }

    private interface Renderer {
        Consumer<List<StreamEvent>> on(WireDelivery delivery);
    }

    /** A client that wants the form of answer that it asked for. */
    static WireDelivery of(Reply reply, FailureEncoder failures, Asked asked) {
        return new WireDelivery(
                reply,
                failures,
                asked.streamType(),
                asked.peek().stream() ? Optional.of(asked) : Optional.empty(),
                delivery -> asked.peek().stream() ? delivery.streaming(asked) : delivery.whole(asked));
    }

    /** A client that takes bytes or a failure, and no events. */
    static WireDelivery ofBytes(Reply reply, FailureEncoder failures) {
        return new WireDelivery(reply, failures, "text/event-stream", Optional.empty(), delivery -> events -> {
            throw new IllegalStateException("events cannot be rendered here");
        });
    }

    private Consumer<List<StreamEvent>> streaming(Asked asked) {
        return events -> {
            StreamEncoder encoder = rendering.orElseGet(() -> caughtUp(asked.newStreamEncoder()));
            rendering = Optional.of(encoder);
            Pieces bytes = new Pieces();
            for (StreamEvent event : events) {
                bytes.add(encoder.encode(event));
            }
            frames(bytes.take(), events);
            if (events.getLast() instanceof StreamEvent.Finished) {
                framesEnd();
            }
        };
    }

    /** Brings an encoder to where the client is, who has been sent another upstream's own frames so far. */
    private StreamEncoder caughtUp(StreamEncoder encoder) {
        told.ifPresent(transcript -> {
            for (StreamEvent event : transcript.events()) {
                byte[] _ = encoder.encode(event);
            }
            encoder.caughtUp();
        });
        return encoder;
    }

    private Consumer<List<StreamEvent>> whole(Asked asked) {
        return new Folding(asked);
    }

    /** Folds events into one body. What an attempt that failed has left here goes when the next one starts. */
    private final class Folding implements Consumer<List<StreamEvent>> {
        private final Asked asked;
        private ResponseAssembler assembler = new ResponseAssembler();

        Folding(Asked asked) {
            this.asked = asked;
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
                body("application/json", asked.encodeResponse(response));
            }
        }
    }

    private Map<String, String> headers(String contentType) {
        Map<String, String> headers = new HashMap<>(passed);
        headers.put("content-type", contentType);
        headers.put("cache-control", "no-cache");
        if (attempts > 0) {
            attemptsTold = attempts;
            headers.put(ATTEMPTS_HEADER, Integer.toString(attempts));
        }
        if (!losses.isEmpty()) {
            headers.put(Strictness.LOSS_HEADER, Strictness.header(losses));
        }
        headers.putAll(marks);
        return headers;
    }

    /** Adds a header to an answer that has not begun. */
    void mark(String name, String value) {
        marks.put(name, value);
    }

    @Override
    public void translationLost(List<Loss> lost) {
        losses = lost;
    }

    @Override
    public void events(List<StreamEvent> events) {
        render.accept(events);
    }

    @Override
    public void frames(byte[] raw, List<StreamEvent> meaning) {
        told.ifPresent(transcript -> transcript.accept(meaning));
        if (raw.length == 0) {
            return;
        }
        begun = true;
        head();
        reply.write(raw);
    }

    private void head() {
        if (!headed) {
            headed = true;
            reply.head(200, headers(streamType));
        }
    }

    @Override
    public void framesEnd() {
        begun = true;
        end();
    }

    private void end() {
        head();
        if (attempts != attemptsTold) {
            reply.trailer(ATTEMPTS_HEADER, Integer.toString(attempts));
        }
        cost.get().ifPresent(this::costBehind);
        reply.end();
    }

    private void costBehind(long nanos) {
        reply.trailer(COST_HEADER, Long.toString(nanos));
        if (costInComment && !inPieces) {
            reply.write((": " + COST_HEADER + " " + nanos + "\n\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** A streaming client gets its head at last, so that a later failure must be told inside the stream. */
    @Override
    public void keepAlive() {
        if (streaming.isEmpty()) {
            reply.stillWorking();
        } else if (!reply.congested()) {
            head();
            reply.write(streaming.get().keepAlive());
        }
    }

    @Override
    public void attempted(int count) {
        attempts = count;
    }

    /** Tells that a cheaper model answers, since a budget is nearly used up. */
    void steppedDown(ModelId from, ModelId to) {
        marks.put("x-lingzhi-budget", "near its limit; " + to + " answers for " + from);
    }

    @Override
    public void answeredForNothing() {
        marks.put("x-lingzhi-budget", "used up; a model of the gateway itself answers");
    }

    @Override
    public void costs(Supplier<OptionalLong> soFar) {
        cost = soFar;
    }

    /** Tells the cost of a stream in a comment too, if the client wants it. */
    void costInComment(ClientRequest request) {
        costInComment = request.header()
                .apply(COST_WISH_HEADER)
                .filter("comment"::equals)
                .isPresent();
    }

    /** Lets the client see the headers of the upstream that answers. */
    void passHeaders() {
        passesHeaders = true;
    }

    @Override
    public void upstreamHeaders(Map<String, String> headers) {
        passed = passesHeaders ? PassedHeaders.of(headers) : Map.of();
    }

    /** What an attempt said that came to nothing has not reached the client, unless something has. */
    @Override
    public void begins() {
        if (!begun) {
            rendering = Optional.empty();
            told = streaming.map(_ -> new Transcript(MAX_TOLD_CHARS));
        }
    }

    @Override
    public void pieces(String contentType) {
        inPieces = true;
        streamType = contentType;
    }

    @Override
    public void body(String contentType, byte[] raw) {
        begun = true;
        Map<String, String> headers = headers(contentType);
        cost.get().ifPresent(nanos -> headers.put(COST_HEADER, Long.toString(nanos)));
        reply.whole(200, headers, raw);
    }

    @Override
    public int fail(Failure failure) {
        if (begun && inPieces) {
            reply.breakOff(); // an error's text would be taken for a piece
            return 200;
        }
        if (headed) {
            reply.write(inStream(failure));
            end();
            return 200;
        }
        begun = true;
        WireError error = failures.encodeFailure(failure);
        Map<String, String> headers = new HashMap<>(error.headers());
        if (attempts > 0) {
            headers.put(ATTEMPTS_HEADER, Integer.toString(attempts));
        }
        reply.whole(error.status(), headers, error.body());
        return error.status();
    }

    /** As the last of the frames that the client has been sent, or as the only one. */
    private byte[] inStream(Failure failure) {
        Optional<StreamEncoder> encoder = begun ? rendering : streaming.map(Asked::newStreamEncoder);
        return encoder.map(speaking -> speaking.encode(new StreamEvent.Failed(failure)))
                .orElseGet(() -> failures.encodeStreamFailure(failure));
    }

    @Override
    public Optional<Transcript> told() {
        return told;
    }

    @Override
    public boolean begun() {
        return begun;
    }

    /** The request cannot be sent once more. */
    void commit() {
        committed = true;
    }

    @Override
    public boolean committed() {
        return begun || committed;
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
}
