package io.lingzhi.bench.upstream;

import io.lingzhi.bench.wire.Lines;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The cheap upstream as a process: prints {@code {"port":N}}, then answers each line {@code {"do":"end"}} by ending the
 * streams that are paced. Its argument is the port, 0 for any free one.
 *
 * <p>{@code {"do":"guard","pid":N}} names a process that must not outlive the benchmark: it is killed when the input
 * ends, also where the benchmark itself was killed and could not do it.
 */
public final class UpstreamProcess {
    private final Upstream upstream;
    private final List<ProcessHandle> guarded = new ArrayList<>();

    private UpstreamProcess(Upstream upstream) {
        this.upstream = upstream;
    }

    public static void main(String[] arguments) throws IOException {
        try (Upstream upstream = new Upstream(Integer.parseInt(arguments[0]))) {
            System.out.println(
                    Json.text(Json.object().put("port", upstream.port()).build()));
            System.out.flush();
            UpstreamProcess process = new UpstreamProcess(upstream);
            Lines.serve(System.in, System.out, process::answer);
            process.killGuarded();
        }
    }

    private Obj answer(Obj line) {
        return switch (line.string("do", "")) {
            case "end" -> Json.object().put("chunks", upstream.endStreams()).build();
            case "guard" -> {
                line.integer("pid").flatMap(ProcessHandle::of).ifPresent(guarded::add);
                yield Obj.EMPTY;
            }
            default -> Json.object().put("error", "unknown order").build();
        };
    }

    private void killGuarded() {
        for (ProcessHandle process : guarded) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
