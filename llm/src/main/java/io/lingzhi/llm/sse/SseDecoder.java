package io.lingzhi.llm.sse;

import io.lingzhi.llm.protocol.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a byte stream into frames, however its chunks fall: LF, CRLF and CR line ends, comments, several data lines,
 * events over several chunks. The raw bytes of all frames, put together, are the stream.
 *
 * <p>Used by one thread at a time.
 *
 * <p>Source: WHATWG HTML, 9.2.6 "Interpreting an event stream",
 * https://html.spec.whatwg.org/multipage/server-sent-events.html, read 2026-11-22. Differences: {@code id} and
 * {@code retry} are ignored, and a last event without its blank line counts.
 */
public final class SseDecoder {
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int maxFrameBytes;
    /** What is not given out yet stands from {@code start} to before {@code filled}. */
    private byte[] buffer = {};

    private int start;
    private int filled;
    /** Whether the buffer was made here; a chunk that serves as one is not written to. */
    private boolean own;
    /** Where the search for the frame's end goes on; everything before is known to hold none. */
    private int scanned;

    private int lineStart;
    /** The name of the last event that had one: the next is often the same. */
    private String lastEvent = "";

    /** @param maxFrameBytes longest frame that is kept; a longer one is an {@link FrameTooLongException} */
    public SseDecoder(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * The frames that are complete with these bytes.
     *
     * @param chunk is kept, and must not be changed any more
     */
    public List<Frame> feed(byte[] chunk) throws FrameTooLongException {
        append(chunk);
        List<Frame> frames = new ArrayList<>(2);
        while (true) {
            scanned = LineEnds.next(buffer, scanned, filled);
            if (scanned == filled || (buffer[scanned] == '\r' && scanned + 1 == filled)) {
                break; // a line feed may follow in the next chunk
            }
            boolean blank = scanned == lineStart;
            scanned = LineEnds.behind(buffer, scanned);
            lineStart = scanned;
            if (blank) {
                requireWithinLimit(scanned - start);
                frames.add(frame(taken(scanned)));
            }
        }
        requireWithinLimit(filled - start);
        return frames;
    }

    private void requireWithinLimit(int frameBytes) throws FrameTooLongException {
        if (frameBytes > maxFrameBytes) {
            throw new FrameTooLongException(maxFrameBytes);
        }
    }

    /** What is left at the end of the stream: a last frame without its blank line, if there is anything. */
    public Optional<Frame> end() {
        return start == filled ? Optional.empty() : Optional.of(frame(taken(filled)));
    }

    private void append(byte[] chunk) {
        if (start == filled) {
            buffer = chunk;
            own = false;
            start = 0;
            filled = chunk.length;
            scanned = 0;
            lineStart = 0;
            return;
        }
        if (!own || filled + chunk.length > buffer.length) {
            moveInto(new byte[Math.max(1024, 2 * (filled - start + chunk.length))]);
        }
        System.arraycopy(chunk, 0, buffer, filled, chunk.length);
        filled += chunk.length;
    }

    private void moveInto(byte[] larger) {
        System.arraycopy(buffer, start, larger, 0, filled - start);
        buffer = larger;
        own = true;
        filled -= start;
        scanned -= start;
        lineStart -= start;
        start = 0;
    }

    /** The bytes up to here, which are given out now. */
    private byte[] taken(int to) {
        boolean all = !own && start == 0 && to == buffer.length;
        byte[] raw = all ? buffer : Arrays.copyOfRange(buffer, start, to);
        start = to;
        scanned = Math.max(scanned, to);
        lineStart = Math.max(lineStart, to);
        return raw;
    }

    private Frame frame(byte[] raw) {
        String event = "message";
        byte[] data = {};
        int dataLines = 0;
        int at = startsWithBom(raw) ? BOM.length : 0;
        while (at < raw.length) {
            int lineEnd = LineEnds.next(raw, at, raw.length);
            if (startsWith(raw, at, lineEnd, "data")) {
                dataLines++;
                data = dataLines == 1 ? value(raw, at, lineEnd, "data") : data;
            } else if (startsWith(raw, at, lineEnd, "event")) {
                event = eventName(raw, valueStart(raw, at, lineEnd, "event".length()), lineEnd);
            }
            at = LineEnds.behind(raw, lineEnd);
        }
        return new Frame(event, dataLines > 1 ? joinedData(raw) : data, raw);
    }

    private static byte[] joinedData(byte[] raw) {
        ByteArrayOutputStream data = new ByteArrayOutputStream(raw.length);
        int at = startsWithBom(raw) ? BOM.length : 0;
        while (at < raw.length) {
            int lineEnd = LineEnds.next(raw, at, raw.length);
            if (startsWith(raw, at, lineEnd, "data")) {
                data.writeBytes(value(raw, at, lineEnd, "data"));
                data.write('\n');
            }
            at = LineEnds.behind(raw, lineEnd);
        }
        return Arrays.copyOf(data.toByteArray(), data.size() - 1);
    }

    private static byte[] value(byte[] raw, int at, int lineEnd, String name) {
        return Arrays.copyOfRange(raw, valueStart(raw, at, lineEnd, name.length()), lineEnd);
    }

    private String eventName(byte[] raw, int from, int to) {
        if (!isLastEvent(raw, from, to)) {
            lastEvent = new String(raw, from, to - from, StandardCharsets.UTF_8);
        }
        return lastEvent;
    }

    private boolean isLastEvent(byte[] raw, int from, int to) {
        if (lastEvent.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (raw[i] < 0 || raw[i] != lastEvent.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWithBom(byte[] raw) {
        return raw.length >= BOM.length && Arrays.equals(raw, 0, BOM.length, BOM, 0, BOM.length);
    }

    /** Whether the line is the field {@code name}, with a value or without. */
    private static boolean startsWith(byte[] raw, int start, int end, String name) {
        if (end - start < name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (raw[start + i] != name.charAt(i)) {
                return false;
            }
        }
        return end - start == name.length() || raw[start + name.length()] == ':';
    }

    private static int valueStart(byte[] raw, int start, int end, int nameLength) {
        int value = Math.min(end, start + nameLength + 1);
        return value < end && raw[value] == ' ' ? value + 1 : value;
    }
}
