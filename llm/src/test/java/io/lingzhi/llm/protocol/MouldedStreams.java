package io.lingzhi.llm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Streams that are told twice, with a {@link MouldedDecoder} and without. */
public final class MouldedStreams {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final List<String> TEXTS =
            List.of("a", " b", "\n", "\"q\"", "\\", "你", "😀", "", "content", ",", "{\"x\":1}", "a", "/", "\u0001");

    private MouldedStreams() {}

    /** A test for each recorded stream of the goldens in this folder, and of the corpus. */
    public static Stream<DynamicTest> tests(String goldens, Supplier<StreamDecoder> decoder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder :
                List.of(RESOURCES.resolve("goldens").resolve(goldens), RESOURCES.resolve("corpus/streams"))) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        assertThat(files).isNotEmpty();
        return files.stream()
                .sorted()
                .map(file -> DynamicTest.dynamicTest(
                        String.valueOf(file.getFileName()), () -> spared(decoder, Files.readAllBytes(file))));
    }

    /** How many frames of a stream the decoder was spared; both ways tell the same, frame by frame. */
    public static int spared(Supplier<StreamDecoder> decoder, byte[] sse) {
        return spared(decoder, "", frames(sse));
    }

    /** The same of a decoder that counts in the member {@code counts} of its frames. */
    public static int spared(Supplier<StreamDecoder> decoder, String counts, List<Frame> frames) {
        AtomicInteger decoded = new AtomicInteger();
        StreamDecoder plain = decoder.get();
        StreamDecoder inner = decoder.get();
        StreamDecoder moulded = new MouldedDecoder(
                new StreamDecoder() {
                    @Override
                    public List<StreamEvent> decode(Frame frame) {
                        decoded.incrementAndGet();
                        return inner.decode(frame);
                    }

                    @Override
                    public boolean complete() {
                        return inner.complete();
                    }

                    @Override
                    public List<StreamEvent> end() {
                        return inner.end();
                    }
                },
                counts);
        for (Frame frame : frames) {
            assertThat(moulded.decode(frame)).isEqualTo(plain.decode(frame));
            assertThat(moulded.complete()).isEqualTo(plain.complete());
        }
        assertThat(moulded.end()).isEqualTo(plain.end());
        return frames.size() - decoded.get();
    }

    static List<Frame> frames(byte[] sse) {
        try {
            return StreamRuns.frames(sse, 1000);
        } catch (FrameTooLongException e) {
            throw new AssertionError(e);
        }
    }

    /** A Chat stream of many pieces: thoughts, texts, a call, texts again. */
    public static byte[] openaichat() {
        StringBuilder sse = new StringBuilder();
        for (String name : List.of("reasoning_content", "content", "refusal", "content")) {
            for (String text : twice()) {
                sse.append(chunk(Json.object().put(name, text).build()));
            }
            JsonValue call = Json.object()
                    .put("index", 0)
                    .put("id", "c" + sse.length())
                    .put(
                            "function",
                            Json.object()
                                    .put("name", "f")
                                    .put("arguments", "{}")
                                    .build())
                    .build();
            sse.append(chunk(Json.object().put("tool_calls", List.of(call)).build()));
        }
        return sse.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String chunk(JsonValue delta) {
        JsonValue choice = Json.object()
                .put("index", 0)
                .put("delta", delta)
                .putNull("finish_reason")
                .build();
        return "data: "
                + Json.text(Json.object()
                        .put("id", "i")
                        .put("choices", List.of(choice))
                        .build())
                + "\n\n";
    }

    /** A Messages stream of many pieces: a thought, and two texts with a ping between them. */
    public static byte[] anthropic() {
        StringBuilder sse = new StringBuilder();
        int index = 0;
        for (String kind : List.of("thinking", "text", "text")) {
            JsonValue block = Json.object().put("type", kind).build();
            sse.append(event("content_block_start", index, "content_block", block));
            for (String text : twice()) {
                JsonValue delta = Json.object()
                        .put("type", kind + "_delta")
                        .put(kind, text)
                        .build();
                sse.append(event("content_block_delta", index, "delta", delta));
            }
            sse.append("event: ping\ndata: {\"type\":\"ping\"}\n\n");
            sse.append(event("content_block_stop", index, "x", JsonValue.Null.NULL));
            index++;
        }
        return sse.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String event(String type, int index, String name, JsonValue value) {
        JsonValue data = Json.object()
                .put("type", type)
                .put("index", index)
                .put(name, value)
                .build();
        return "event: " + type + "\ndata: " + Json.text(data) + "\n\n";
    }

    private static List<String> twice() {
        List<String> texts = new ArrayList<>(TEXTS);
        texts.addAll(TEXTS);
        texts.addAll(TEXTS);
        return texts;
    }
}
