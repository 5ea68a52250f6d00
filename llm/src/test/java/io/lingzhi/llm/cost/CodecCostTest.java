package io.lingzhi.llm.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.sse.SseDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What scanner, frames and codecs allocate stays below the ceilings of {@code cost-ceilings.txt}. */
class CodecCostTest {
    private static final Ceilings CEILINGS = ceilings();
    private static final Map<String, Callable<Double>> COSTS = costs();
    private static final int LARGE = 700_000; // characters of filling, for a body of 2 MB

    private static Ceilings ceilings() {
        try {
            return new Ceilings(Path.of("target/costs.txt"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> names() {
        return COSTS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void staysBelowItsCeiling(String name) throws Exception {
        CEILINGS.check(name, COSTS.getOrDefault(name, () -> Double.NaN).call());
    }

    @Test
    void everyCeilingIsMeasured() {
        assertThat(CEILINGS.names()).isSubsetOf(COSTS.keySet());
    }

    private static Map<String, Callable<Double>> costs() {
        Map<String, Callable<Double>> costs = new LinkedHashMap<>();
        costs.put("scan of 2 KB", () -> scan(500));
        costs.put("scan of 2 MB", () -> scan(LARGE));
        costs.put("frame alone", () -> frames(1));
        costs.put("frame of ten at once", () -> frames(10));
        for (Speech speech : Speech.all()) {
            String name = speech.name() + " ";
            costs.put(name + "peek at 2 KB", () -> peek(speech, 500));
            costs.put(name + "peek at 2 MB", () -> peek(speech, LARGE));
            costs.put(name + "patch of 2 MB, in bodies", () -> patch(speech));
            costs.put(name + "request decoded", () -> requestDecoded(speech));
            costs.put(name + "request encoded", () -> requestEncoded(speech));
            costs.put(name + "answer decoded", () -> answerDecoded(speech));
            costs.put(name + "answer encoded", () -> answerEncoded(speech));
            costs.put(name + "frame decoded", () -> frameDecoded(speech));
            costs.put(name + "event encoded", () -> eventEncoded(speech));
        }
        return costs;
    }

    private static double scan(int filling) throws Exception {
        byte[] body = Speech.all().getFirst().body(filling);
        return Allocation.bytes(() -> JsonScanner.scan(body));
    }

    /** Bytes for one frame, where so many come in one chunk. */
    private static double frames(int together) throws Exception {
        List<Frame> frames = Speech.all().getFirst().frames();
        List<byte[]> chunks = new ArrayList<>();
        for (int i = 0; i + together <= frames.size(); i += together) {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            frames.subList(i, i + together).forEach(frame -> chunk.writeBytes(frame.raw()));
            chunks.add(chunk.toByteArray());
        }
        long bytes = Allocation.bytes(() -> {
            SseDecoder decoder = new SseDecoder(1 << 20);
            int read = 0;
            for (byte[] chunk : chunks) {
                read += decoder.feed(chunk).size();
            }
            return read;
        });
        return (double) bytes / (chunks.size() * together);
    }

    private static double peek(Speech speech, int filling) throws Exception {
        byte[] body = speech.body(filling);
        return Allocation.bytes(() -> speech.ask(body).peek());
    }

    private static double patch(Speech speech) throws Exception {
        byte[] body = speech.body(LARGE);
        long bytes = Allocation.bytes(() -> speech.passThrough().patch(body, "other-model", Dialect.PLAIN));
        return (double) bytes / body.length;
    }

    private static double requestDecoded(Speech speech) throws Exception {
        byte[] body = speech.body(500);
        return Allocation.bytes(() -> speech.ask(body).request());
    }

    private static double requestEncoded(Speech speech) throws Exception {
        ChatRequest request = Speech.conversation(500);
        return Allocation.bytes(() -> speech.outbound().encodeRequest(request, Dialect.PLAIN));
    }

    private static double answerDecoded(Speech speech) throws Exception {
        byte[] answer = speech.ask(speech.body(500)).encodeResponse(Speech.wholeAnswer());
        return Allocation.bytes(() -> speech.outbound().decodeResponse(answer, Dialect.PLAIN));
    }

    private static double answerEncoded(Speech speech) throws Exception {
        Asked asked = speech.ask(speech.body(500));
        ChatResponse answer = Speech.wholeAnswer();
        return Allocation.bytes(() -> asked.encodeResponse(answer));
    }

    private static double frameDecoded(Speech speech) throws Exception {
        List<Frame> frames = speech.frames();
        long bytes = Allocation.bytes(() -> {
            StreamDecoder decoder = speech.outbound().newStreamDecoder(Dialect.PLAIN);
            int events = 0;
            for (Frame frame : frames) {
                events += decoder.decode(frame).size();
            }
            return events + decoder.end().size();
        });
        return (double) bytes / frames.size();
    }

    private static double eventEncoded(Speech speech) throws Exception {
        Asked asked = speech.ask(speech.body(500));
        List<StreamEvent> events = Speech.answer();
        long bytes = Allocation.bytes(() -> {
            StreamEncoder encoder = asked.newStreamEncoder();
            int written = 0;
            for (StreamEvent event : events) {
                written += encoder.encode(event).length;
            }
            return written;
        });
        return (double) bytes / events.size();
    }
}
