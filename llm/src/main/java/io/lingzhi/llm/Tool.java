package io.lingzhi.llm;

import io.lingzhi.llm.json.JsonValue;
import java.util.Optional;

/** A function that the model may call. {@code schema} is the JSON Schema of its arguments, an object. */
public record Tool(String name, Optional<String> description, JsonValue.Obj schema, boolean strict) {}
