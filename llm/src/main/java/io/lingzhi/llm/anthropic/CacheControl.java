package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.Optional;
import java.util.Set;

/** The member {@code cache_control}, {@code {"type":"ephemeral","ttl":"5m"}}. */
final class CacheControl {
    static final String NAME = "cache_control";

    private static final Set<String> PLAIN = Set.of("type", "ttl");

    private CacheControl() {}

    /** The mark that a block or tool bears; empty when it bears none, or one that says more than a mark can. */
    static Optional<Part.CacheMark> of(JsonValue.Obj marked) {
        return marked.get(NAME) instanceof JsonValue.Obj control
                        && control.string("type", "").equals("ephemeral")
                        && OtherMembers.of(control, PLAIN).members().isEmpty()
                ? Optional.of(new Part.CacheMark(control.string("ttl")))
                : Optional.empty();
    }

    static JsonValue.Obj encode(Part.CacheMark mark) {
        return Json.object()
                .put("type", "ephemeral")
                .putIfPresent("ttl", mark.ttl())
                .build();
    }
}
