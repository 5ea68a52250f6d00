package io.lingzhi.bench.upstream;

import io.lingzhi.bench.wire.Lines;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.io.IOException;

/**
 * The cheap upstream as a process: prints {@code {"port":N}}, then answers each line {@code {"do":"end"}} by ending the
 * streams that are paced. Its argument is the port, 0 for any free one.
 */
public final class UpstreamProcess {
    private UpstreamProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (Upstream upstream = new Upstream(Integer.parseInt(arguments[0]))) {
            System.out.println(
                    Json.text(Json.object().put("port", upstream.port()).build()));
            System.out.flush();
            Lines.serve(System.in, System.out, line -> answer(upstream, line));
        }
    }

    private static Obj answer(Upstream upstream, Obj line) {
        return switch (line.string("do", "")) {
            case "end" -> Json.object().put("chunks", upstream.endStreams()).build();
            default -> Json.object().put("error", "unknown order").build();
        };
    }
}
