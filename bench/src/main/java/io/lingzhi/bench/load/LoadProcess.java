package io.lingzhi.bench.load;

import io.lingzhi.bench.wire.Lines;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.io.IOException;
import java.time.Duration;

/**
 * The load generator as a process. Lines: {@code {"do":"start", ...}} with the members of a {@link Job},
 * {@code {"do":"look"}} and {@code {"do":"end","millis":N}}, both answered with a {@link Tally}.
 */
public final class LoadProcess {
    private LoadProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (Load load = new Load()) {
            Lines.serve(System.in, System.out, line -> answer(load, line));
        }
    }

    private static Obj answer(Load load, Obj line) {
        return switch (line.string("do", "")) {
            case "start" -> {
                load.start(Job.of(line));
                yield Obj.EMPTY;
            }
            case "look" -> load.look().json();
            case "end" ->
                load.end(Duration.ofMillis(line.integer("millis").orElse(0L))).json();
            default -> Json.object().put("error", "unknown order").build();
        };
    }
}
