package io.lingzhi.llm.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.protocol.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SseDecoderTest {
    private static final int LIMIT = 1 << 20;

    @Test
    void readsEveryLineEndingAlike() throws FrameTooLongException {
        for (String end : List.of("\n", "\r\n", "\r")) {
            List<Frame> frames = all("event: a" + end + "data: 1" + end + end + "data: 2" + end + end, 1 << 20);
            assertThat(frames).extracting(SseDecoderTest::text).containsExactly("a|1", "message|2");
        }
    }

    @Test
    void joinsDataLinesAndIgnoresCommentsAndOtherFields() throws FrameTooLongException {
        List<Frame> frames = all(": hello\nid: 7\nretry: 10\ndata:one\ndata: two\ndata:  three\ndata\n\n", LIMIT);
        assertThat(frames).extracting(SseDecoderTest::text).containsExactly("message|one\ntwo\n three\n");
    }

    @Test
    void keepsACommentAsAFrameWithoutData() throws FrameTooLongException {
        assertThat(all(": ping\n\n", LIMIT)).extracting(SseDecoderTest::text).containsExactly("message|");
    }

    @Test
    void skipsAByteOrderMarkAtTheBeginning() throws FrameTooLongException {
        assertThat(all("\uFEFFdata: x\n\n", LIMIT))
                .extracting(SseDecoderTest::text)
                .containsExactly("message|x");
    }

    @Test
    void countsALastEventWithoutItsBlankLine() throws FrameTooLongException {
        assertThat(all("data: x\n\ndata: y", LIMIT))
                .extracting(SseDecoderTest::text)
                .containsExactly("message|x", "message|y");
    }

    @Test
    void takesALineFeedAfterACarriageReturnFromTheNextChunk() throws FrameTooLongException {
        SseDecoder decoder = new SseDecoder(LIMIT);
        assertThat(decoder.feed(bytes("data: x\r\n\r"))).isEmpty();
        List<Frame> frames = decoder.feed(bytes("\ndata: y\r\n\r\n"));
        assertThat(frames).extracting(SseDecoderTest::text).containsExactly("message|x", "message|y");
    }

    @Test
    void doesNotTakeALongerFieldNameForData() throws FrameTooLongException {
        assertThat(all("database: x\nevents: y\n\n", LIMIT))
                .extracting(SseDecoderTest::text)
                .containsExactly("message|");
    }

    @Test
    void refusesAFrameThatDoesNotEnd() {
        assertThatThrownBy(() -> all("data: " + "x".repeat(100), 64)).isInstanceOf(FrameTooLongException.class);
    }

    @Test
    void refusesALongFrameEvenWhenItEndsInTheSameChunk() {
        assertThatThrownBy(() -> all("data: " + "x".repeat(100) + "\n\n", 64))
                .isInstanceOf(FrameTooLongException.class);
    }

    @Test
    void takesManyShortFramesInOneChunkLongerThanTheLimit() throws FrameTooLongException {
        assertThat(all("data: x\n\n".repeat(50), 64)).hasSize(50);
    }

    @Property(seed = "20261122")
    void rawBytesPutTogetherAreTheStream(@ForAll("streams") String stream, @ForAll @IntRange(min = 1, max = 9) int step)
            throws FrameTooLongException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Frame frame : split(bytes(stream), step)) {
            joined.writeBytes(frame.raw());
        }
        assertThat(joined.toByteArray()).isEqualTo(bytes(stream));
    }

    @Property(seed = "20261122")
    void anySplitGivesTheSameFrames(@ForAll("streams") String stream, @ForAll @IntRange(min = 1, max = 9) int step)
            throws FrameTooLongException {
        assertThat(split(bytes(stream), step))
                .extracting(SseDecoderTest::text)
                .isEqualTo(all(stream, LIMIT).stream().map(SseDecoderTest::text).toList());
    }

    @Provide
    Arbitrary<String> streams() {
        return Arbitraries.of(
                        "data: a",
                        "data:",
                        "event: e",
                        ":c",
                        "data: 灵知",
                        "\n",
                        "\r\n",
                        "\r",
                        "\n\n",
                        "x",
                        " ",
                        "\uFEFF")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }

    private static List<Frame> all(String stream, int limit) throws FrameTooLongException {
        SseDecoder decoder = new SseDecoder(limit);
        List<Frame> frames = new ArrayList<>(decoder.feed(bytes(stream)));
        decoder.end().ifPresent(frames::add);
        return frames;
    }

    private static List<Frame> split(byte[] stream, int step) throws FrameTooLongException {
        SseDecoder decoder = new SseDecoder(LIMIT);
        List<Frame> frames = new ArrayList<>();
        for (int at = 0; at < stream.length; at += step) {
            frames.addAll(decoder.feed(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + step))));
        }
        decoder.end().ifPresent(frames::add);
        return frames;
    }

    private static String text(Frame frame) {
        return frame.event() + "|" + new String(frame.data(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
