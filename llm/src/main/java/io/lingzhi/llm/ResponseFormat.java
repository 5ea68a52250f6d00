package io.lingzhi.llm;

import io.lingzhi.llm.json.JsonValue;
import java.util.Optional;

/** The form that the answer's text must have. */
public sealed interface ResponseFormat {
    /** Free text. */
    record PlainText() implements ResponseFormat {}

    /** Any one JSON object. */
    record AnyJson() implements ResponseFormat {}

    /** JSON that fits a JSON Schema. */
    record JsonSchema(String name, Optional<String> description, JsonValue.Obj schema, Optional<Boolean> strict)
            implements ResponseFormat {}
}
