package io.lingzhi.llm.gemini;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * One content on its way: neighbouring messages of the same side together. Tool results come before all else, in the
 * order of their calls, as Gemini demands; of several results for one call the last counts, at the place of the first.
 *
 * @param message the position of its first message in the request
 */
record GeminiTurn(String role, int message, SignedParts parts, SequencedMap<String, Result> results) {
    static final String USER = "user";
    static final String MODEL = "model";

    GeminiTurn(String role, int message) {
        this(role, message, new SignedParts(), new LinkedHashMap<>());
    }

    /** The parts of one tool result. {@code order}: which call of the conversation it answers. */
    record Result(int order, List<JsonValue.Obj> parts) {
        Result {
            parts = List.copyOf(parts);
        }
    }

    List<JsonValue.Obj> all() {
        List<JsonValue.Obj> all = new ArrayList<>();
        results.values().stream()
                .sorted(Comparator.comparingInt(Result::order))
                .forEach(result -> all.addAll(result.parts()));
        all.addAll(parts.all());
        return all;
    }

    /** Whether it is a beginning of the answer, which the model should continue. */
    boolean isPrefill() {
        return role.equals(MODEL)
                && all().stream().allMatch(part -> part.members().keySet().equals(Set.of("text")));
    }

    JsonValue.Obj json() {
        return Json.object().put("role", role).put("parts", all()).build();
    }
}
