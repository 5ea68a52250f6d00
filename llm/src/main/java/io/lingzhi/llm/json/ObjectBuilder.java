package io.lingzhi.llm.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the members of one {@link JsonValue.Obj}. Absent optionals leave no member. */
public final class ObjectBuilder {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    public ObjectBuilder put(String name, JsonValue value) {
        members.put(name, value);
        return this;
    }

    public ObjectBuilder put(String name, String value) {
        return put(name, new JsonValue.Str(value));
    }

    public ObjectBuilder put(String name, long value) {
        return put(name, JsonValue.Num.of(value));
    }

    public ObjectBuilder put(String name, double value) {
        return put(name, JsonValue.Num.of(value));
    }

    public ObjectBuilder put(String name, boolean value) {
        return put(name, new JsonValue.Bool(value));
    }

    public ObjectBuilder putNull(String name) {
        return put(name, JsonValue.Null.NULL);
    }

    public ObjectBuilder put(String name, List<? extends JsonValue> items) {
        return put(name, new JsonValue.Arr(List.copyOf(items)));
    }

    /** Adds a text, whole number, decimal, boolean or {@link JsonValue} if there is one. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    public ObjectBuilder putIfPresent(String name, Optional<?> value) {
        value.ifPresent(present -> members.put(
                name,
                switch (present) {
                    case JsonValue json -> json;
                    case String text -> new JsonValue.Str(text);
                    case Integer number -> JsonValue.Num.of(number.longValue());
                    case Long number -> JsonValue.Num.of(number);
                    case Double number -> JsonValue.Num.of(number);
                    case Boolean flag -> new JsonValue.Bool(flag);
                    default -> throw new IllegalArgumentException("no JSON form: " + present.getClass());
                }));
        return this;
    }

    /** Takes a member away again, if it is there. */
    public ObjectBuilder remove(String name) {
        members.remove(name);
        return this;
    }

    public JsonValue.Obj build() {
        return new JsonValue.Obj(members);
    }

    /** The object as compact UTF-8 text. */
    public byte[] bytes() {
        return Json.bytes(build());
    }
}
