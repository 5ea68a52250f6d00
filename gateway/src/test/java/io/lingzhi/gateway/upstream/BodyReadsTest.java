package io.lingzhi.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyReadsTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

    private final BodyReads reads = new BodyReads();
    private final EmbeddedChannel channel = new EmbeddedChannel(new HttpClientCodec(), reads);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void chunksOfOneReadAreOne() {
        arrive(HEAD + chunk("one ") + chunk("two ") + chunk("三"));
        assertThat(heard()).containsExactly("head", "one two 三");
    }

    @Test
    void eachReadIsHandedOnAtItsEnd() {
        arrive(HEAD + chunk("one "));
        arrive(chunk("two "));
        assertThat(heard()).containsExactly("head", "one ", "two ");
    }

    @Test
    void theEndComesBehindWhatWasSaid() {
        arrive(HEAD + chunk("one ") + chunk("two ") + "0\r\n\r\n");
        assertThat(heard()).containsExactly("head", "one two ", "end");
    }

    @Test
    void aChunkOverTwoReadsLosesNothing() {
        String whole = HEAD + chunk("one and a half") + "0\r\n\r\n";
        arrive(whole.substring(0, HEAD.length() + 7));
        arrive(whole.substring(HEAD.length() + 7));
        assertThat(String.join("", heard())).isEqualTo("headone and a halfend");
    }

    @Test
    void whatWasReadBeforeTheConnectionBrokeIsHeard() {
        arrive(HEAD + chunk("one "));
        var _ = channel.close();
        assertThat(heard()).startsWith("head", "one ");
    }

    @Test
    void aReadOfManyIsHandedOnInPieces() {
        String piece = "x".repeat(20_000);
        arrive(HEAD + chunk(piece).repeat(5));
        List<String> heard = heard();
        assertThat(heard)
                .hasSizeGreaterThan(4)
                .allSatisfy(one -> assertThat(one).hasSizeLessThan(24 * 1024));
        assertThat(String.join("", heard)).isEqualTo("head" + piece.repeat(5));
    }

    @Test
    void aPauseStopsTheSocket() {
        BodyReads.Answer answer = reads.next();
        answer.pause();
        assertThat(channel.config().isAutoRead()).isFalse();
        answer.resume();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void anAnswerThatWasReadToItsEndStopsTheSocketForNobodyElse() {
        BodyReads.Answer first = reads.next();
        arrive(HEAD + chunk("one "));
        first.pause();
        arrive("0\r\n\r\n");
        assertThat(channel.config().isAutoRead()).as("for the next").isTrue();
        first.pause();
        assertThat(channel.config().isAutoRead()).isTrue();

        BodyReads.Answer second = reads.next();
        second.pause();
        first.resume();
        assertThat(channel.config().isAutoRead()).as("paused by the second").isFalse();
    }

    @Test
    void anInformationalAnswerIsNotTheEnd() {
        BodyReads.Answer answer = reads.next();
        arrive("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" + HEAD + chunk("one "));
        answer.pause();
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void noBufferIsLeftBehind() {
        ByteBuf bytes = bytes(HEAD + chunk("one ") + chunk("two ") + "0\r\n\r\n");
        channel.writeInbound(bytes);
        assertThat(bytes.refCnt()).isZero();
    }

    private void arrive(String text) {
        channel.writeInbound(bytes(text));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static String chunk(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return Integer.toHexString(length) + "\r\n" + text + "\r\n";
    }

    private List<String> heard() {
        List<String> all = new ArrayList<>();
        for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
            switch (next) {
                case HttpResponse _ -> all.add("head");
                case LastHttpContent _ -> all.add("end");
                case HttpContent content -> {
                    all.add(content.content().toString(StandardCharsets.UTF_8));
                    content.release();
                }
                default -> all.add(next.toString());
            }
        }
        return all;
    }
}
