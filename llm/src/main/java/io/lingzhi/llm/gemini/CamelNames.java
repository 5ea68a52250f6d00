package io.lingzhi.llm.gemini;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.regex.Pattern;

/**
 * Reads the two spellings of a member's name as one: {@code system_instruction} counts as {@code systemInstruction}.
 * Only the object's own members are renamed, since what they hold may be the client's own data.
 *
 * <p>Source: https://protobuf.dev/programming-guides/json, read 2026-11-22.
 */
final class CamelNames {
    private static final Pattern SNAKE = Pattern.compile("(?<=[a-zA-Z0-9])_([a-z0-9])");

    private CamelNames() {}

    static RequestObject of(RequestObject object) {
        return new RequestObject(object.place(), of(object.json()));
    }

    static JsonValue.Obj of(JsonValue.Obj object) {
        if (object.members().keySet().stream().noneMatch(name -> name.indexOf('_') > 0)) {
            return object;
        }
        ObjectBuilder renamed = Json.object();
        object.members().forEach((name, value) -> {
            String camel =
                    SNAKE.matcher(name).replaceAll(found -> found.group(1).toUpperCase(java.util.Locale.ROOT));
            if (camel.equals(name) || !object.has(camel)) {
                renamed.put(camel, value);
            }
        });
        return renamed.build();
    }
}
