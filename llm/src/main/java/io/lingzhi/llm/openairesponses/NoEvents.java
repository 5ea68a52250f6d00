package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.MouldedWriter;
import io.lingzhi.llm.json.ObjectBuilder;

/** Takes events that nobody is told: those of an answer that is told whole. */
final class NoEvents implements EventSink {
    @Override
    public void send(String type, ObjectBuilder members) {}

    @Override
    public void send(String type, MouldedWriter members, String text) {}
}
