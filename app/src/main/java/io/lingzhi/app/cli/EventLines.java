package io.lingzhi.app.cli;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** Reads the service's own server-sent events: a name and one line of JSON each. */
final class EventLines {
    private EventLines() {}

    static void read(InputStream stream, BiConsumer<String, JsonValue.Obj> event) throws IOException {
        String name = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    event.accept(name, json(line.substring("data: ".length())));
                }
            }
        }
    }

    private static JsonValue.Obj json(String data) throws IOException {
        try {
            return Json.parseObject(data.getBytes(StandardCharsets.UTF_8));
        } catch (JsonSyntaxException e) {
            throw new IOException("an event is not JSON", e);
        }
    }
}
