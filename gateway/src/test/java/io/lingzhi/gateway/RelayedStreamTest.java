package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.openaichat.ChatOutbound;
import io.lingzhi.llm.openaichat.ChatPassThrough;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.sse.SseDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayedStreamTest {
    private static final String ROLE = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    private static final String TOKEN = chunk("{\"content\":\"hi\"}", "null");
    private static final String STOP = chunk("{}", "\"stop\"");
    private static final String USAGE =
            "data: {\"id\":\"i\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final RecordingDelivery client = new RecordingDelivery();
    private final List<String> ends = new ArrayList<>();
    private final Attempt attempt = new Attempt(
            new Try("p", "c", "m", new ScriptedLane("l", new ArrayList<>())), Optional.empty(), Instant.EPOCH, () -> 0);
    private final ChatPassThrough patches = new ChatPassThrough();
    private final RelayedStream stream = new RelayedStream(
            attempt,
            client,
            new Lane.End() {
                @Override
                public void delivered() {
                    ends.add("delivered");
                }

                @Override
                public void failed(Failure failure) {
                    ends.add(failure.getClass().getSimpleName());
                }
            },
            new SseDecoder(1 << 20),
            new ChatOutbound().newStreamDecoder(Dialect.PLAIN),
            frame -> patches.isUsageReport(frame) ? new byte[0] : frame.raw(),
            new Backpressure(client));

    @Test
    void holdsBackWhatComesBeforeTheFirstToken() {
        feed(": comment\n\n" + ROLE);
        assertThat(client.begun()).isFalse();
        feed(TOKEN);
        assertThat(client.bytes).hasToString(": comment\n\n" + ROLE + TOKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 4096})
    void relaysEveryByteButTheUsageReportHoweverTheChunksFall(int size) {
        String all = (ROLE + ": comment\n\n" + TOKEN + STOP + USAGE + DONE).replace("\n", "\r\n");
        byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
        for (int start = 0; start < bytes.length; start += size) {
            stream.chunk(java.util.Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + size)));
        }
        stream.end();

        assertThat(client.bytes).hasToString(all.replace(USAGE.replace("\n", "\r\n"), ""));
        assertThat(client.ended).isTrue();
        assertThat(ends).containsExactly("delivered");
        assertThat(attempt.usage().orElseThrow().input()).isEqualTo(3);
    }

    @Test
    void holdsBackNoMoreThanItMay() {
        for (int i = 0; i < 70; i++) {
            feed(": " + "x".repeat(1000) + "\n\n");
        }
        assertThat(client.begun()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data: [DONE]", "data: {\"id\""})
    void neverEndsWellWithoutAFinishReason(String rest) {
        feed(ROLE + TOKEN + rest);
        stream.end();
        assertThat(ends).containsExactly("UpstreamFault");
        assertThat(client.ended).isFalse();
        assertThat(client.bytes).hasToString(ROLE + TOKEN);
    }

    @Test
    void sendsNothingOfABrokenFrameAndNothingAfterIt() {
        feed(ROLE + TOKEN);
        feed("data: {broken\n\n" + TOKEN);
        feed(TOKEN);
        stream.end();
        assertThat(client.bytes).hasToString(ROLE + TOKEN);
        assertThat(ends).containsExactly("UpstreamFault");
    }

    @Test
    void takesABreakAfterTheEndMarkForTheEnd() {
        feed(ROLE + TOKEN + STOP + DONE);
        stream.failed(new Failure.Unreachable("broke"));
        assertThat(ends).containsExactly("delivered");
        assertThat(client.ended).isTrue();
    }

    @Test
    void takesABreakAfterTheFinishReasonForTheEnd() {
        feed(ROLE + TOKEN + STOP);
        stream.failed(new Failure.Unreachable("broke"));
        assertThat(ends).containsExactly("delivered");
    }

    /** Its first choice was whole, and the cut of the second was told as success. */
    @Test
    void takesABreakWithinAnotherChoiceForAFailure() {
        feed(ROLE + TOKEN + TOKEN.replace("\"index\":0", "\"index\":1") + STOP);
        stream.failed(new Failure.Unreachable("broke"));
        assertThat(ends).containsExactly("Unreachable");
    }

    @Test
    void takesABreakBeforeTheFinishReasonForAFailure() {
        feed(ROLE + TOKEN);
        stream.failed(new Failure.Unreachable("broke"));
        stream.failed(new Failure.Unreachable("broke again"));
        assertThat(ends).containsExactly("Unreachable");
    }

    private void feed(String text) {
        stream.chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String chunk(String delta, String finish) {
        return "data: {\"id\":\"i\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish
                + "}]}\n\n";
    }
}
