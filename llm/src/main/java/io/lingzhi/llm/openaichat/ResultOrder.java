package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts results directly behind the calls that they answer, since upstreams of this protocol refuse a message between
 * the two. Everything else keeps its order.
 */
final class ResultOrder {
    private final List<JsonValue> arranged = new ArrayList<>();
    private final List<JsonValue> held = new ArrayList<>();
    private final Set<String> pending = new HashSet<>();

    private ResultOrder() {}

    static List<JsonValue> arranged(List<JsonValue> messages) {
        ResultOrder order = new ResultOrder();
        messages.forEach(order::add);
        order.release();
        return order.arranged;
    }

    private void add(JsonValue value) {
        JsonValue.Obj message = value instanceof JsonValue.Obj object ? object : JsonValue.Obj.EMPTY;
        List<JsonValue> calls = message.list("tool_calls");
        if (!calls.isEmpty()) {
            release();
            arranged.add(value);
            calls.forEach(call -> pending.add(id(call)));
        } else if (message.string("tool_call_id").filter(pending::remove).isPresent()) {
            arranged.add(value);
        } else if (pending.isEmpty()) {
            release();
            arranged.add(value);
        } else {
            held.add(value);
        }
    }

    private static String id(JsonValue call) {
        return call instanceof JsonValue.Obj object ? object.string("id", "") : "";
    }

    /** What waited for results follows them. */
    private void release() {
        arranged.addAll(held);
        held.clear();
        pending.clear();
    }
}
