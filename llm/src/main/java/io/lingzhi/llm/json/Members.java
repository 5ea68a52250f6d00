package io.lingzhi.llm.json;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the members of an object that is read; of a repeated one the last counts, at the place of the first. */
final class Members {
    private String[] names = new String[4];
    private JsonValue[] values = new JsonValue[4];
    private int count;
    private @Nullable Map<String, JsonValue> many;

    void put(String name, JsonValue value) {
        if (many != null) {
            many.put(name, value);
            return;
        }
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                values[i] = value;
                return;
            }
        }
        if (count == FewMembers.MOST) {
            many = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                many.put(names[i], values[i]);
            }
            many.put(name, value);
            return;
        }
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        names[count] = name;
        values[count] = value;
        count++;
    }

    JsonValue.Obj object() {
        return new JsonValue.Obj(many == null ? new FewMembers(names, values, count) : many);
    }
}
