package io.lingzhi.gateway;

import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A stream through the gateway whose next events are sent once those before have reached the client. */
final class HandStream {
    private final HandClient client;
    private final HandUpstream.Call call;
    private final List<byte[]> chunks;
    private int told;

    /**
     * Asks, and tells the first event.
     *
     * @param chunks as {@link #chunks} makes them
     */
    HandStream(HandClient client, Spoken asking, byte[] body, HandUpstream upstream, List<byte[]> chunks)
            throws IOException, InterruptedException {
        this.client = client;
        this.chunks = chunks;
        client.ask(asking.path(), body);
        this.call = upstream.next();
        call.beginStream();
        call.say(chunks.subList(0, 1));
        client.head();
        int _ = client.chunksUntil(word(0));
        told = 1;
    }

    /** A streamed answer, cut behind each of its words; the last chunk is the rest. */
    static List<byte[]> chunks(Spoken upstream, int words) {
        String stream = upstream.stream(
                IntStream.range(0, words).mapToObj(HandStream::word).toArray(String[]::new));
        List<byte[]> chunks = new ArrayList<>();
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        try {
            for (Frame frame : new SseDecoder(1 << 24).feed(stream.getBytes(StandardCharsets.UTF_8))) {
                chunk.writeBytes(frame.raw());
                boolean tells = chunks.size() < words
                        && new String(frame.data(), StandardCharsets.UTF_8).contains(word(chunks.size()));
                if (tells) {
                    chunks.add(chunk.toByteArray());
                    chunk.reset();
                }
            }
        } catch (FrameTooLongException e) {
            throw new IllegalStateException(e);
        }
        chunks.add(chunk.toByteArray());
        return chunks;
    }

    private static String word(int number) {
        return String.format(Locale.ROOT, "w%05d ", number);
    }

    /** Tells so many events at once, each in a chunk, and waits until they have come; how many chunks they came in. */
    int tell(int events) throws IOException {
        call.say(chunks.subList(told, told + events));
        return hear(events);
    }

    /** The same, all in one chunk. */
    int tellInOne(int events) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunks.subList(told, told + events).forEach(chunk::writeBytes);
        call.say(List.of(chunk.toByteArray()));
        return hear(events);
    }

    private int hear(int events) throws IOException {
        told += events;
        return client.chunksUntil(word(told - 1));
    }

    /** Tells so many events one by one. */
    void tellEach(int events) throws IOException {
        for (int i = 0; i < events; i++) {
            int _ = tell(1);
        }
    }

    /** Tells the rest; the connections can serve again. */
    void finish() throws IOException {
        call.say(chunks.subList(told, chunks.size()));
        call.endStream();
        client.readToEnd();
    }
}
