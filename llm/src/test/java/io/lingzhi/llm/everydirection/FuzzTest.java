package io.lingzhi.llm.everydirection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.EventGrammar;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzz targets: one for each stream decoder, one for each request decoder. Every seed is replayed, and then a number of
 * mutations of them ({@code -Dfuzz.rounds}, {@code -Dfuzz.seed}); the same numbers give the same mutations. An input
 * that fails is left in {@code target/fuzz}: it belongs into {@code src/test/resources/corpus}.
 */
class FuzzTest {
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 400);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_125);
    private static final int LIMIT = 1 << 22;
    private static final Path FAILED = Path.of("target/fuzz");

    static Stream<Ends.Upstream> upstreams() {
        return Ends.upstreams().stream();
    }

    static Stream<Ends.Client> clients() {
        return Ends.clients().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("upstreams")
    void streamsAreToldAlikeHoweverTheyAreSplit(Ends.Upstream upstream) throws IOException {
        fuzz(upstream + "-streams", Seeds.streams(upstream.folder()), (bytes, random) -> {
            List<StreamEvent> whole = told(upstream, bytes, new Random(0), Math.max(1, bytes.length));
            for (int most : List.of(1, 7, 100)) {
                assertThat(told(upstream, bytes, random, most))
                        .as("in pieces of at most %d bytes", most)
                        .isEqualTo(whole);
            }
            EventGrammar grammar = new EventGrammar();
            whole.forEach(grammar::accept);
            assertThat(grammar.ended()).as("the answer ends").isTrue();
            for (Ends.Client client : Ends.clients()) {
                StreamEncoder encoder = client.ask(client.turns().body(0)).newStreamEncoder();
                whole.forEach(encoder::encode);
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("upstreams")
    void wholeAnswersAreToldOrFail(Ends.Upstream upstream) throws IOException {
        fuzz(upstream + "-responses", Seeds.responses(upstream.folder()), (bytes, random) -> {
            EventGrammar grammar = new EventGrammar();
            upstream.outbound().decodeResponse(bytes, Dialect.PLAIN).forEach(grammar::accept);
            assertThat(grammar.ended()).as("the answer ends").isTrue();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void requestsAreReadOrRefused(Ends.Client client) throws IOException {
        Ends.Upstream own = Ends.upstreams().stream()
                .filter(upstream -> upstream.name().equals(client.name()))
                .findFirst()
                .orElseThrow();
        fuzz(client + "-requests", Seeds.requests(own.folder()), (bytes, random) -> {
            try {
                ChatRequest request = client.ask(bytes).request();
                for (Ends.Upstream upstream : Ends.upstreams()) {
                    upstream.body(request);
                }
                // What is sent has a form that stays; an image of a result needs a second round to be the turn's own.
                ChatRequest sent = again(client, own, again(client, own, request));
                assertThat(again(client, own, sent))
                        .as("what was sent is sent again")
                        .isEqualTo(sent);
            } catch (RejectedException refused) {
                assertThat(refused.failure().message()).isNotBlank();
            }
        });
    }

    private static ChatRequest again(Ends.Client client, Ends.Upstream own, ChatRequest request)
            throws RejectedException {
        return client.ask(own.body(request)).request();
    }

    /** What must hold of one input. */
    private interface Law {
        void hold(byte[] bytes, Random random) throws Exception;
    }

    private static void fuzz(String target, List<byte[]> seeds, Law law) throws IOException {
        Random random = new Random(SEED);
        for (byte[] seed : seeds) {
            require(target, law, seed, random);
        }
        Mutation mutation = new Mutation(seeds, random);
        for (int round = 0; round < ROUNDS; round++) {
            require(target, law, mutation.next(), random);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever goes wrong, the input is kept
    private static void require(String target, Law law, byte[] input, Random random) throws IOException {
        try {
            law.hold(input, random);
        } catch (Exception | AssertionError | StackOverflowError e) {
            Files.createDirectories(FAILED);
            Path kept = FAILED.resolve(target + "-" + Integer.toHexString(Arrays.hashCode(input)));
            Files.write(kept, input);
            throw new AssertionError(target + " fails on the input in " + kept.toAbsolutePath(), e);
        }
    }

    private static List<StreamEvent> told(Ends.Upstream upstream, byte[] bytes, Random random, int most) {
        SseDecoder splitter = new SseDecoder(LIMIT);
        StreamDecoder decoder = upstream.outbound().newStreamDecoder(Dialect.PLAIN);
        List<StreamEvent> events = new ArrayList<>();
        try {
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(most));
                for (Frame frame : splitter.feed(Arrays.copyOfRange(bytes, at, end))) {
                    events.addAll(decoder.decode(frame));
                }
                at = end;
            }
        } catch (FrameTooLongException e) {
            throw new AssertionError("inputs are shorter than the limit", e);
        }
        splitter.end().ifPresent(frame -> events.addAll(decoder.decode(frame)));
        events.addAll(decoder.end());
        return events;
    }

    @ParameterizedTest
    @MethodSource("twoRuns")
    void theSameSeedGivesTheSameMutations(long seed) {
        List<byte[]> seeds = List.of("data: {}\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(mutations(seeds, seed)).isEqualTo(mutations(seeds, seed));
    }

    static Stream<Long> twoRuns() {
        return Stream.of(1L, SEED);
    }

    private static List<List<Byte>> mutations(List<byte[]> seeds, long seed) {
        Mutation mutation = new Mutation(seeds, new Random(seed));
        return IntStream.range(0, 20)
                .mapToObj(ignored -> {
                    List<Byte> bytes = new ArrayList<>();
                    for (byte b : mutation.next()) {
                        bytes.add(b);
                    }
                    return bytes;
                })
                .toList();
    }
}
