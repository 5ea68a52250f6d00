package io.lingzhi.micro;

import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.json.JsonSyntaxException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One look through a request's body. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScannerBenchmark {
    @Param({"2000", "30000", "2000000"})
    int characters;

    private byte[] body = {};

    @Setup
    public void prepare() {
        body = Speech.CHAT.body(characters);
    }

    @Benchmark
    public JsonScanner.Span scan() throws JsonSyntaxException {
        return JsonScanner.scan(body);
    }
}
