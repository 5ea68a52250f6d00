package io.lingzhi.bench.wire;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * How a process of the benchmark is told what to do: a JSON object a line on its standard input, and one line as the
 * answer. When the input ends, because the benchmark has ended in whatever way, the process ends too.
 */
public final class Lines {
    private Lines() {}

    /** Answers lines until there are none left. */
    public static void serve(InputStream in, PrintStream out, UnaryOperator<Obj> answer) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            out.println(Json.text(answer.apply(parse(line))));
            out.flush();
        }
    }

    public static Obj parse(String line) throws IOException {
        try {
            return Json.parseObject(line.getBytes(StandardCharsets.UTF_8));
        } catch (JsonSyntaxException e) {
            throw new IOException("not a line of the benchmark: " + line, e);
        }
    }
}
