package io.lingzhi.llm.everydirection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.GoldenTable;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An upstream may break off at any byte of any recorded stream: no client is ever told that such an answer is whole.
 */
class CutStreamTest {
    private static final List<Ends.Client> CLIENTS = Ends.clients();

    static Stream<Arguments> recordings() throws IOException {
        List<Arguments> recordings = new ArrayList<>();
        for (Ends.Upstream upstream : Ends.upstreams()) {
            GoldenTable table = new GoldenTable(upstream.folder() + "/streams");
            for (Path file : table.files(upstream.name().equals("gemini") ? ".json" : ".sse")) {
                recordings.add(Arguments.of(upstream, file));
            }
        }
        return recordings.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("recordings")
    void isNeverToldAsAWholeAnswer(Ends.Upstream upstream, Path file)
            throws IOException, FrameTooLongException, JsonSyntaxException, RejectedException {
        byte[] recorded = recorded(file);
        Set<Told> told = new HashSet<>();
        for (int n = 0; n <= recorded.length; n++) {
            List<StreamEvent> events = decode(upstream, Arrays.copyOf(recorded, n));
            String where = file + " cut at byte " + n;
            requireHarmlessWords(events.getLast(), where);
            if (told.add(Told.of(events))) {
                for (Ends.Client client : CLIENTS) {
                    requireHonest(client, events, where);
                }
            }
        }
    }

    /** What a client hears of a cut, but for a failure's words, which name the byte and are another at each. */
    private record Told(List<StreamEvent> before, Object end) {
        static Told of(List<StreamEvent> events) {
            StreamEvent last = events.getLast();
            return new Told(
                    events.subList(0, events.size() - 1),
                    last instanceof StreamEvent.Failed(Failure failure) ? failure.getClass() : last);
        }
    }

    /** No failure's words look like a clean end. */
    private static void requireHarmlessWords(StreamEvent last, String where) {
        if (last instanceof StreamEvent.Failed(Failure failure)) {
            for (Ends.Client client : CLIENTS) {
                assertThat(client.cleanEnd().stream().anyMatch(failure.message()::contains))
                        .as("%s: %s", where, failure)
                        .isFalse();
            }
        }
    }

    /** A recorded stream; Gemini's rows hold the chunks themselves. */
    private static byte[] recorded(Path file) throws IOException, JsonSyntaxException {
        if (file.toString().endsWith(".sse")) {
            return Files.readAllBytes(file);
        }
        JsonValue.Obj row = GoldenTable.read(file);
        StringBuilder sse = new StringBuilder();
        for (JsonValue chunk : row.list("chunks")) {
            sse.append(chunk instanceof JsonValue.Str(String raw) ? raw : "data: " + Json.text(chunk) + "\r\n\r\n");
        }
        return sse.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<StreamEvent> decode(Ends.Upstream upstream, byte[] bytes) throws FrameTooLongException {
        SseDecoder frames = new SseDecoder(1 << 22);
        StreamDecoder decoder = upstream.outbound().newStreamDecoder(Dialect.PLAIN);
        List<StreamEvent> events = new ArrayList<>();
        frames.feed(bytes).forEach(frame -> events.addAll(decoder.decode(frame)));
        frames.end().ifPresent(frame -> events.addAll(decoder.decode(frame)));
        events.addAll(decoder.end());
        return events;
    }

    /** A clean end is told if and only if the answer ended well; else an error is. */
    private static void requireHonest(Ends.Client client, List<StreamEvent> events, String where)
            throws RejectedException {
        Asked asked = client.ask(client.turns().body(0));
        StreamEncoder encoder = asked.newStreamEncoder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        events.forEach(event -> bytes.writeBytes(encoder.encode(event)));
        String text = bytes.toString(StandardCharsets.UTF_8);
        boolean whole = events.getLast() instanceof StreamEvent.Finished;
        assertThat(client.cleanEnd().stream().anyMatch(text::contains))
                .as("%s, told to a client of %s: %s", where, client, text)
                .isEqualTo(whole);
        if (!whole) {
            assertThat(text).as("%s, told to a client of %s", where, client).contains("error");
        }
    }
}
