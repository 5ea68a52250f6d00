package io.lingzhi.micro;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.gateway.credential.Asker;
import io.lingzhi.gateway.credential.Picker;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.route.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The order of one provider's credentials for a request of a conversation that is bound to one of them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PickerBenchmark {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @Param({"1", "10", "100"})
    int credentials;

    @Param
    Config.Strategy strategy = Config.Strategy.FILL_FIRST;

    private final Picker picker = new Picker();
    private final Asker asker = new Asker(Optional.of("conversation"), Duration.ofHours(1));
    private List<Candidate> candidates = List.of();
    private Config.Routing routing = routing();

    @Setup
    public void prepare() {
        routing = routing();
        List<Config.Credential> keys = new ArrayList<>();
        for (int i = 0; i < credentials; i++) {
            keys.add(new Config.Credential(
                    "c" + i, Optional.of(new Secret("key-" + i)), Optional.empty(), 1, List.of()));
        }
        candidates = List.of(new Candidate(
                new Config.Provider(
                        Config.ProviderKind.OPENAI_COMPATIBILITY,
                        "p",
                        true,
                        Optional.empty(),
                        Optional.of("http://127.0.0.1:1/v1"),
                        Map.of(),
                        keys,
                        List.of(new Config.Model("up", "m")),
                        List.of(),
                        0),
                "up"));
        picker.answered("m", asker, order().getLast(), NOW);
    }

    private Config.Routing routing() {
        return new Config.Routing(strategy, false, 0, 0, Duration.ofSeconds(30), true, false);
    }

    @Benchmark
    public List<Target> order() {
        return picker.order("m", candidates, routing, asker, NOW);
    }
}
