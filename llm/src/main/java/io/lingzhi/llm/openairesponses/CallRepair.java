package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Completes pairs of calls and outputs in a transcript that a client has cut: what is missing is taken from what was
 * said before; a half whose other half nobody knows is left out, since upstreams refuse it. Items that come twice count
 * once.
 */
final class CallRepair {
    private static final Set<String> CALLS = Set.of("function_call", "custom_tool_call");
    private static final Set<String> OUTPUTS = Set.of("function_call_output", "custom_tool_call_output");

    private CallRepair() {}

    static List<JsonValue> repaired(List<JsonValue> items, List<JsonValue> before) {
        List<JsonValue> once = once(items);
        Map<String, JsonValue> calls = byCallId(once, CALLS);
        Map<String, JsonValue> outputs = byCallId(once, OUTPUTS);
        Map<String, JsonValue> earlierCalls = byCallId(before, CALLS);
        Map<String, JsonValue> earlierOutputs = byCallId(before, OUTPUTS);
        List<JsonValue> repaired = new ArrayList<>();
        for (JsonValue item : once) {
            if (is(item, CALLS)) {
                repaired.addAll(pair(item, outputs, earlierOutputs));
            } else if (is(item, OUTPUTS)) {
                repaired.addAll(pair(item, calls, earlierCalls).reversed());
            } else {
                repaired.add(item);
            }
        }
        return repaired;
    }

    /** The item, alone if its other half is at hand, followed by the earlier half if there is one; else nothing. */
    private static List<JsonValue> pair(
            JsonValue item, Map<String, JsonValue> others, Map<String, JsonValue> earlierOthers) {
        String callId = callId(item);
        if (others.containsKey(callId)) {
            return List.of(item);
        }
        JsonValue earlier = earlierOthers.get(callId);
        return earlier == null ? List.of() : List.of(item, earlier);
    }

    static boolean isCall(JsonValue item) {
        return is(item, CALLS);
    }

    private static boolean is(JsonValue item, Set<String> types) {
        return item instanceof JsonValue.Obj object && types.contains(object.string("type", ""));
    }

    private static String callId(JsonValue item) {
        return item instanceof JsonValue.Obj object ? object.string("call_id", "") : "";
    }

    private static Map<String, JsonValue> byCallId(List<JsonValue> items, Set<String> types) {
        Map<String, JsonValue> found = new HashMap<>();
        items.stream().filter(item -> is(item, types)).forEach(item -> found.put(callId(item), item));
        return found;
    }

    private static List<JsonValue> once(List<JsonValue> items) {
        Set<String> ids = new HashSet<>();
        return items.stream()
                .filter(item -> !(item instanceof JsonValue.Obj object)
                        || object.string("id").isEmpty()
                        || ids.add(object.string("id", "")))
                .toList();
    }
}
