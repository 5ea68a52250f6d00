package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.MouldedWriter;
import io.lingzhi.llm.json.ObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes events as frames whose name is their type, numbered from 0 on. Used by one thread at a time. */
final class EventFrames implements EventSink {
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(512);
    private long number;
    private String headed = "";
    /** All of a frame up to its number, for events of the type {@code headed}. */
    private byte[] head = {};

    EventFrames() {
        this(0);
    }

    /** The frames of events of which the first has this number. */
    EventFrames(long first) {
        this.number = first;
    }

    @Override
    public void send(String type, ObjectBuilder members) {
        write(type, members.bytes());
    }

    @Override
    public void send(String type, MouldedWriter members, String text) {
        write(type, members.with(text));
    }

    /** The frames since they were taken last. */
    byte[] taken() {
        byte[] frames = pending.toByteArray();
        pending.reset();
        return frames;
    }

    /** @param members an object of at least one member; the first follows the number in place of its brace */
    private void write(String type, byte[] members) {
        if (!type.equals(headed)) {
            headed = type;
            head = ascii("event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":");
        }
        pending.writeBytes(head);
        pending.writeBytes(ascii(Long.toString(number)));
        pending.write(',');
        pending.write(members, 1, members.length - 1);
        pending.write('\n');
        pending.write('\n');
        number++;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
