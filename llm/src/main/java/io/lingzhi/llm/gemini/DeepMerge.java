package io.lingzhi.llm.gemini;

import io.lingzhi.llm.json.JsonValue;
import java.util.Map;

/** Lays one JSON object over another: objects are merged member by member, any other value replaces the old one. */
final class DeepMerge {
    private DeepMerge() {}

    static JsonValue.Obj of(JsonValue.Obj below, JsonValue.Obj above) {
        JsonValue.Obj merged = below;
        for (Map.Entry<String, JsonValue> member : above.members().entrySet()) {
            boolean both =
                    member.getValue() instanceof JsonValue.Obj && below.get(member.getKey()) instanceof JsonValue.Obj;
            JsonValue value =
                    both ? of(below.object(member.getKey()), (JsonValue.Obj) member.getValue()) : member.getValue();
            merged = merged.with(member.getKey(), value);
        }
        return merged;
    }
}
