package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.Set;

/** What is left of an object that is understood in part. */
final class OtherMembers {
    private OtherMembers() {}

    /** The members that are not {@code known}, without those that are {@code null}. */
    static JsonValue.Obj of(JsonValue.Obj object, Set<String> known) {
        ObjectBuilder others = Json.object();
        object.members().forEach((name, value) -> {
            if (!known.contains(name) && value != JsonValue.Null.NULL) {
                others.put(name, value);
            }
        });
        return others.build();
    }
}
