package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.MouldedWriter;
import io.lingzhi.llm.json.ObjectBuilder;

/** Takes the events of one answer in their order. */
interface EventSink {
    /** Takes an event with these members after its type and number. */
    void send(String type, ObjectBuilder members);

    /** Takes one of the events whose members differ in a text alone. */
    void send(String type, MouldedWriter members, String text);
}
