package io.lingzhi.micro;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Both sides of each protocol: requests of 2 KB, and streams of some 100 events. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {
    @Param
    Speech speech = Speech.CHAT;

    private byte[] body = {};
    private List<Frame> frames = List.of();
    private final List<StreamEvent> events = Speech.answer();
    private final ChatRequest request = Speech.question(2_000);
    private Asked asked = Speech.CHAT.ask(Speech.CHAT.body(100));

    @Setup
    public void prepare() throws FrameTooLongException {
        body = speech.body(2_000);
        frames = new SseDecoder(1 << 20).feed(speech.stream());
        asked = speech.ask(body);
    }

    @Benchmark
    public ChatRequest requestDecoded() {
        return Speech.decoded(speech.ask(body));
    }

    @Benchmark
    public Encoded requestEncoded() {
        return speech.outbound().encodeRequest(request, Dialect.PLAIN);
    }

    @Benchmark
    public List<StreamEvent> streamDecoded() {
        StreamDecoder decoder = speech.outbound().newStreamDecoder(Dialect.PLAIN);
        List<StreamEvent> decoded = new ArrayList<>();
        frames.forEach(frame -> decoded.addAll(decoder.decode(frame)));
        decoded.addAll(decoder.end());
        return decoded;
    }

    @Benchmark
    public byte[] streamEncoded() {
        return Speech.encoded(asked.newStreamEncoder(), events);
    }
}
