package io.lingzhi.assistant.remote;

import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.UpstreamReader;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** An answer of a remote gateway on its way. One thread reads; any may close it, which ends the exchange. */
final class RemoteAnswer implements ChatStream {
    private static final int LONGEST_FRAME = 8 << 20;
    private static final int LONGEST_WHOLE = 64 << 20;
    /** How long the end of a stream is waited for behind its last event, for what it cost. */
    private static final Duration COST_WAIT = Duration.ofSeconds(1);

    private static final int LONGEST_COMMENT = 256;

    private final RemoteGateway gateway;
    private final UpstreamReader wire;
    private final LongSupplier nanoTime;
    private final long end;
    private final CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> head;
    private final BodyPieces body = new BodyPieces();
    private final Queue<StreamEvent> ready = new ArrayDeque<>();
    private Reader reader = this::begin;
    private final StringBuilder tail = new StringBuilder();
    private OptionalLong cost = OptionalLong.empty();
    private boolean ended;

    /** Takes the next step of reading: adds at least one event, or changes what the next step is. */
    private interface Reader {
        void step() throws InterruptedException;
    }

    RemoteAnswer(RemoteGateway gateway, HttpRequest request, UpstreamReader wire, LongSupplier nanoTime) {
        this.gateway = gateway;
        this.wire = wire;
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + gateway.deadline().toNanos();
        this.head = gateway.http().sendAsync(request, HttpResponse.BodyHandlers.ofPublisher());
    }

    @Override
    public StreamEvent next() {
        if (ended) {
            throw new IllegalStateException("the answer has ended");
        }
        try {
            while (ready.isEmpty()) {
                reader.step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new Failure.InternalFault("the wait for the answer was interrupted"));
        }
        StreamEvent event = ready.remove();
        ended = event instanceof StreamEvent.Finished || event instanceof StreamEvent.Failed;
        if (ended) {
            body.cancel();
        }
        return event;
    }

    @Override
    public OptionalLong costNanos() {
        return cost;
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }

    private void fail(Failure failure) {
        ready.add(new StreamEvent.Failed(failure));
    }

    private void begin() throws InterruptedException {
        try {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = head.get(left().toNanos(), TimeUnit.NANOSECONDS);
            response.body().subscribe(body);
            reader = readerFor(response);
        } catch (TimeoutException e) {
            fail(gateway.late());
        } catch (CancellationException e) {
            fail(new Failure.Unreachable("the answer was given up"));
        } catch (ExecutionException e) {
            fail(gateway.broken(Optional.ofNullable(e.getCause()).orElse(e)));
        }
    }

    private Reader readerFor(HttpResponse<?> response) {
        int status = response.statusCode();
        if (status < 200 || status > 299) {
            Map<String, String> headers = headers(response);
            return () -> whole(bytes -> List.of(new StreamEvent.Failed(wire.decodeFailure(status, headers, bytes))));
        }
        String type = response.headers().firstValue("content-type").orElse("");
        if (!type.startsWith("text/event-stream")) {
            cost = RemoteGateway.cost(response);
            return () -> whole(bytes -> wire.decodeResponse(bytes, Dialect.PLAIN));
        }
        SseDecoder frames = new SseDecoder(LONGEST_FRAME);
        StreamDecoder decoder = wire.newStreamDecoder(Dialect.PLAIN);
        return () -> piece(frames, decoder);
    }

    private static Map<String, String> headers(HttpResponse<?> response) {
        return response.headers().map().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toLowerCase(Locale.ROOT),
                        entry -> String.join(", ", entry.getValue()),
                        (one, other) -> one));
    }

    private interface WholeBody {
        List<StreamEvent> events(byte[] bytes);
    }

    private void whole(WholeBody meaning) throws InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            switch (body.next(left())) {
                case BodyPieces.Piece.Bytes(byte[] more) -> bytes.writeBytes(more);
                case BodyPieces.Piece.End() -> {
                    ready.addAll(meaning.events(bytes.toByteArray()));
                    return;
                }
                case BodyPieces.Piece.Broken(Throwable cause) -> {
                    fail(gateway.broken(cause));
                    return;
                }
                case BodyPieces.Piece.Late() -> {
                    fail(gateway.late());
                    return;
                }
            }
            if (bytes.size() > LONGEST_WHOLE) {
                fail(new Failure.UpstreamFault("the gateway's answer is longer than " + LONGEST_WHOLE + " bytes"));
                return;
            }
        }
    }

    private void piece(SseDecoder frames, StreamDecoder decoder) throws InterruptedException {
        switch (body.next(left())) {
            case BodyPieces.Piece.Bytes(byte[] bytes) -> {
                keepTail(bytes);
                try {
                    for (Frame frame : frames.feed(bytes)) {
                        decoder.decode(frame).forEach(this::told);
                    }
                } catch (FrameTooLongException e) {
                    fail(new Failure.UpstreamFault("the gateway sent too much: " + e.getMessage()));
                }
            }
            case BodyPieces.Piece.End() -> {
                cost = RemoteGateway.cost(tail.toString());
                frames.end().ifPresent(frame -> ready.addAll(decoder.decode(frame)));
                ready.addAll(decoder.end());
            }
            case BodyPieces.Piece.Broken(Throwable cause) -> fail(gateway.broken(cause));
            case BodyPieces.Piece.Late() -> fail(gateway.late());
        }
    }

    /** The last event is told when the cost behind it has been read. */
    private void told(StreamEvent event) {
        if (event instanceof StreamEvent.Finished) {
            reader = () -> end(event);
        } else {
            ready.add(event);
        }
    }

    private void end(StreamEvent finished) throws InterruptedException {
        cost = RemoteGateway.cost(tail.toString());
        Duration patience = left().compareTo(COST_WAIT) < 0 ? left() : COST_WAIT;
        if (cost.isEmpty() && body.next(patience) instanceof BodyPieces.Piece.Bytes(byte[] more)) {
            keepTail(more);
        } else {
            ready.add(finished);
        }
    }

    private void keepTail(byte[] bytes) {
        tail.append(new String(bytes, StandardCharsets.ISO_8859_1));
        tail.delete(0, Math.max(0, tail.length() - LONGEST_COMMENT));
    }

    @Override
    public void close() {
        head.cancel(true);
        body.cancel();
    }
}
