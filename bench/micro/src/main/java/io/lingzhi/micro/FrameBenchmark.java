package io.lingzhi.micro;

import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A stream of some 100 events cut into frames, as it comes in chunks of a length. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FrameBenchmark {
    @Param({"100", "1400", "16384"})
    int chunk;

    private byte[] stream = {};

    @Setup
    public void prepare() {
        stream = Speech.CHAT.stream();
    }

    @Benchmark
    public int frames() throws FrameTooLongException {
        SseDecoder decoder = new SseDecoder(1 << 20);
        int frames = 0;
        for (int at = 0; at < stream.length; at += chunk) {
            frames += decoder.feed(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + chunk)))
                    .size();
        }
        return frames;
    }
}
