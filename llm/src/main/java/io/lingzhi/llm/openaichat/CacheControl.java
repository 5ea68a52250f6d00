package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cache marks as {@code "cache_control":{"type":"ephemeral","ttl":"5m"}} on a part, message or tool: no field of the
 * specification, but what clients write and some upstreams read.
 */
final class CacheControl {
    static final String NAME = "cache_control";

    private CacheControl() {}

    /** The mark on this object, if it has one. */
    static Optional<Part.CacheMark> on(JsonValue.Obj marked) {
        return marked.get(NAME) instanceof JsonValue.Obj control
                ? Optional.of(new Part.CacheMark(control.string("ttl")))
                : Optional.empty();
    }

    static JsonValue.Obj encode(Part.CacheMark mark) {
        ObjectBuilder control = Json.object().put("type", "ephemeral");
        return control.putIfPresent("ttl", mark.ttl()).build();
    }

    /** The parts with the mark on the last one. */
    static List<JsonValue> onLast(List<JsonValue> parts, Part.CacheMark mark) {
        if (parts.isEmpty() || !(parts.getLast() instanceof JsonValue.Obj last)) {
            return parts;
        }
        List<JsonValue> marked = new ArrayList<>(parts);
        marked.set(marked.size() - 1, last.with(NAME, encode(mark)));
        return marked;
    }
}
