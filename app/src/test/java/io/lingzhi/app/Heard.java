package io.lingzhi.app;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client made of one streamed answer.
 *
 * @param end how it ended
 * @param text what was said up to there
 * @param model the last model that was named
 * @param usage whether any was told
 * @param failure why there is no whole answer, in the words that the client read
 */
record Heard(End end, String text, String model, boolean usage, String failure, Duration took) {

    /** How an answer can end. */
    enum End {
        /** The answer says itself that it is over. */
        FINISHED,
        /** An error status, an error inside the stream, or a connection that breaks. */
        ERROR,
        /** In good order, but in the middle: the worst that can happen. */
        CUT_OFF
    }

    /** Reads an answer as it comes. */
    static Heard of(Speech speech, HttpResponse<InputStream> response, long startedNanos) throws IOException {
        byte[] bytes;
        boolean broken = false;
        try (InputStream in = response.body()) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            bytes = new byte[0];
            broken = true;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
        return broken
                ? new Heard(End.ERROR, "", "", false, "the connection broke", took)
                : of(speech, response.statusCode(), bytes, took);
    }

    /** Reads a whole answer. */
    static Heard of(Speech speech, int status, byte[] bytes, Duration took) {
        if (status != 200) {
            Failure failure = speech.outbound.decodeFailure(status, Map.of(), bytes);
            return new Heard(End.ERROR, "", "", false, failure.message(), took);
        }
        Heard heard = decoded(speech, bytes, took);
        return speech == Speech.CHAT ? heard.asTheSuiteReads(bytes) : heard;
    }

    private static Heard decoded(Speech speech, byte[] bytes, Duration took) {
        StreamDecoder decoder = speech.outbound.newStreamDecoder(Dialect.PLAIN);
        List<StreamEvent> events = new ArrayList<>();
        try {
            for (Frame frame : new SseDecoder(1 << 20).feed(bytes)) {
                events.addAll(decoder.decode(frame));
            }
        } catch (FrameTooLongException e) {
            throw new AssertionError(e);
        }
        Optional<StreamEvent> last = events.isEmpty() ? Optional.empty() : Optional.of(events.getLast());
        if (!(last.orElse(null) instanceof StreamEvent.Failed)) {
            events.addAll(decoder.end());
        }
        StringBuilder text = new StringBuilder();
        String model = "";
        boolean usage = false;
        for (StreamEvent event : events) {
            if (event instanceof StreamEvent.TextDelta(String delta)) {
                text.append(delta);
            } else if (event instanceof StreamEvent.Started started) {
                model = started.model();
            } else if (event instanceof StreamEvent.UsageReported) {
                usage = true;
            }
        }
        boolean told = last.orElse(null) instanceof StreamEvent.Failed;
        boolean finished = !events.isEmpty() && events.getLast() instanceof StreamEvent.Finished;
        String failure = events.isEmpty() || !(events.getLast() instanceof StreamEvent.Failed(Failure reason))
                ? ""
                : reason.message();
        return new Heard(
                finished ? End.FINISHED : told ? End.ERROR : End.CUT_OFF, text.toString(), model, usage, failure, took);
    }

    /**
     * The text and the model as the suite of the sixteen faults reads them in Chat: the joined {@code delta.content}
     * and the last {@code model}; lines that are no JSON do not count.
     */
    private Heard asTheSuiteReads(byte[] bytes) {
        StringBuilder said = new StringBuilder();
        String named = model;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            if (!line.startsWith("data: {")) {
                continue;
            }
            try {
                JsonValue.Obj chunk =
                        Json.parseObject(line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
                named = chunk.string("model", named);
                for (JsonValue choice : chunk.list("choices")) {
                    said.append(
                            choice instanceof JsonValue.Obj one
                                    ? one.object("delta").string("content", "")
                                    : "");
                }
            } catch (JsonSyntaxException e) {
                // does not count
            }
        }
        return new Heard(end, said.toString(), named, usage, failure, took);
    }
}
