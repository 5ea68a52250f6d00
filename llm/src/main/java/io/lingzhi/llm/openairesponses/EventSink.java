package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.function.Consumer;

/** Numbers the events of one answer, from 0 on, and hands them on. */
final class EventSink {
    private final Consumer<JsonValue.Obj> out;
    private long sent;

    EventSink(Consumer<JsonValue.Obj> out) {
        this.out = out;
    }

    /** Sends an event with these members after its type and number. */
    void send(String type, ObjectBuilder members) {
        ObjectBuilder event = Json.object().put("type", type).put("sequence_number", sent);
        members.build().members().forEach(event::put);
        sent++;
        out.accept(event.build());
    }
}
