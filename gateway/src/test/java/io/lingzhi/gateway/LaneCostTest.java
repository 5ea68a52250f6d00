package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a request and an event of a stream cost in the whole gateway, over real sockets, stays below the ceilings of
 * {@code cost-ceilings.txt}: bytes allocated, copies of a body, writes, threads, file descriptors.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaneCostTest {
    private static final int LARGE = 2 << 20;
    private static final Direction RELAYED = new Direction(Spoken.CHAT, Spoken.CHAT);
    private static final Direction TRANSLATED = new Direction(Spoken.CHAT, Spoken.ANTHROPIC);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Ceilings ceilings = new Ceilings(Path.of("target/costs.txt"));
    private final TestGateway gateway = new TestGateway();
    private final Meter meter = new Meter(gateway);
    private final HandUpstream upstream = new HandUpstream();
    private final HandClient client = new HandClient(gateway.port());
    private final Map<String, Callable<Double>> costs = costs();

    LaneCostTest() throws IOException {}

    @AfterAll
    void close() throws IOException {
        client.close();
        upstream.close();
        gateway.close();
    }

    /** From a client's protocol to an upstream's. */
    private record Direction(Spoken asking, Spoken answering) {
        boolean relayed() {
            return asking == answering;
        }

        @Override
        public String toString() {
            return (asking + " > " + answering).toLowerCase(Locale.ROOT);
        }

        static List<Direction> all() {
            List<Direction> all = new ArrayList<>();
            for (Spoken asking : Spoken.values()) {
                for (Spoken answering : Spoken.values()) {
                    all.add(new Direction(asking, answering));
                }
            }
            return all;
        }
    }

    private Map<String, Callable<Double>> costs() {
        Map<String, Callable<Double>> all = new LinkedHashMap<>();
        for (Direction way : Direction.all()) {
            all.put(way + ": event", () -> event(way, 10));
            if (way.relayed() || way.asking() == Spoken.CHAT || way.answering() == Spoken.CHAT) {
                all.put(way + ": call", () -> call(way, 2_000));
            }
            if (way.relayed()) {
                all.put(way + ": call of 2 MB, in bodies", () -> call(way, LARGE) / LARGE);
            }
        }
        for (Direction way : List.of(RELAYED, TRANSLATED)) {
            all.put(way + ": event after 2 MB, in events", () -> event(way, LARGE) / event(way, 10));
            all.put(way + ": event 5000, in events", () -> lateEvent(way));
            all.put(way + ": writes, event alone", () -> writes(way, stream -> stream.tell(1)));
            all.put(way + ": writes, 5 chunks at once", () -> writes(way, stream -> stream.tell(5)));
            all.put(way + ": writes, 5 events in a chunk", () -> writes(way, stream -> stream.tellInOne(5)));
            all.put(way + ": chunks, 5 chunks at once", () -> chunks(way, stream -> stream.tell(5)));
            all.put(way + ": chunks, 5 events in a chunk", () -> chunks(way, stream -> stream.tellInOne(5)));
        }
        all.put(TRANSLATED + ": call of 2 MB, in bodies", () -> call(TRANSLATED, LARGE) / LARGE);
        all.put("descriptors of a stream", () -> hundredStreams(Meter::descriptors) / 100 - 2);
        all.put("threads of 100 streams", () -> hundredStreams(Meter::threads));
        return all;
    }

    Stream<String> names() {
        return costs.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void staysBelowItsCeiling(String name) throws Exception {
        ceilings.check(name, costs.getOrDefault(name, () -> Double.NaN).call());
    }

    @Test
    void everyCeilingIsMeasured() {
        assertThat(ceilings.names()).isSubsetOf(costs.keySet());
    }

    private void use(Direction way) {
        gateway.use(Configs.of(way.answering().provider("p", upstream.baseUrl()))
                .limits(new Config.Limits(2 * LARGE, 16 << 10, 1000, 1 << 20, 16 << 20, 1000, 64 << 20))
                .patience(PATIENCE));
    }

    private static byte[] body(Direction way, boolean stream, int characters) {
        return way.asking().body(stream, "word ".repeat(characters / 5)).getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes for a whole answer to a question of so many characters. */
    private double call(Direction way, int characters) throws Exception {
        use(way);
        byte[] body = body(way, false, characters);
        String answer = way.answering().whole("an answer ".repeat(100));
        return meter.bytes(() -> {
            client.ask(way.asking().wholePath(), body);
            upstream.next().whole(answer);
            assertThat(client.whole()).contains("an answer an answer");
        });
    }

    private HandStream open(Direction way, int words, int characters) throws IOException, InterruptedException {
        use(way);
        return new HandStream(
                client, way.asking(), body(way, true, characters), upstream, HandStream.chunks(way.answering(), words));
    }

    /** Bytes for an event that comes alone. */
    private double event(Direction way, int characters) throws Exception {
        HandStream stream = open(way, 500, characters);
        stream.tellEach(20);
        double bytes = meter.bytes(() -> stream.tellEach(10)) / 10.0;
        stream.finish();
        return bytes;
    }

    /** How much more an event costs late in a long stream than early. */
    private double lateEvent(Direction way) throws Exception {
        HandStream stream = open(way, 5500, 10);
        stream.tellEach(20);
        long early = meter.bytes(() -> stream.tell(10));
        for (int told = 0; told < 4500; told += 10) {
            int _ = stream.tell(10);
        }
        long late = meter.bytes(() -> stream.tell(10));
        stream.finish();
        return (double) late / early;
    }

    /** One telling of a stream; how many chunks of HTTP it came in. */
    private interface Telling {
        int on(HandStream stream) throws IOException;
    }

    /** Writes that the kernel sees for what is told at once. */
    private double writes(Direction way, Telling telling) throws Exception {
        HandStream stream = open(way, 200, 10);
        stream.tellEach(5);
        long before = meter.writes();
        for (int i = 0; i < 10; i++) {
            int _ = telling.on(stream);
        }
        double writes = (meter.writes() - before) / 10.0;
        stream.finish();
        return writes;
    }

    /** Chunks of HTTP in which a client gets what is told at once. */
    private double chunks(Direction way, Telling telling) throws Exception {
        HandStream stream = open(way, 10, 10);
        double chunks = telling.on(stream);
        stream.finish();
        return chunks;
    }

    /** How much of something a hundred open streams need. */
    private double hundredStreams(Callable<Long> counted) throws Exception {
        List<HandClient> clients = new ArrayList<>();
        try {
            streams(10, clients);
            long before = counted.call();
            streams(100, clients);
            return counted.call() - before;
        } finally {
            for (HandClient one : clients) {
                one.close();
            }
        }
    }

    private void streams(int count, List<HandClient> clients) throws Exception {
        use(TRANSLATED);
        List<byte[]> chunks = HandStream.chunks(TRANSLATED.answering(), 2);
        for (int i = 0; i < count; i++) {
            HandClient one = new HandClient(gateway.port());
            clients.add(one);
            HandStream _ = new HandStream(one, TRANSLATED.asking(), body(TRANSLATED, true, 10), upstream, chunks);
        }
    }
}
