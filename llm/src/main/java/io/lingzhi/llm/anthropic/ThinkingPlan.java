package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.json.JsonValue;
import java.util.Optional;

/**
 * What a request says about thinking.
 *
 * @param thinking the field {@code thinking}; empty to leave it out
 * @param effort the member of {@code output_config}
 */
record ThinkingPlan(JsonValue.Obj thinking, Optional<String> effort) {
    /** Leaves thinking to the upstream. */
    static final ThinkingPlan NONE = new ThinkingPlan(JsonValue.Obj.EMPTY, Optional.empty());

    /** Whether the model is told to think. */
    boolean active() {
        return !thinking.members().isEmpty() && !thinking.string("type", "").equals("disabled");
    }
}
