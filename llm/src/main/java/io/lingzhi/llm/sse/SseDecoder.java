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
    private byte[] buffer = new byte[1024];
    private int size;
    /** Where the search for the frame's end goes on; everything before is known to hold none. */
    private int scanned;

    private int lineStart;

    /** @param maxFrameBytes longest frame that is kept; a longer one is an {@link FrameTooLongException} */
    public SseDecoder(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /** The frames that are complete with these bytes. */
    public List<Frame> feed(byte[] chunk) throws FrameTooLongException {
        append(chunk);
        List<Frame> frames = new ArrayList<>(2);
        int frameStart = 0;
        while (scanned < size) {
            byte b = buffer[scanned];
            if (b != '\n' && b != '\r') {
                scanned++;
                continue;
            }
            if (b == '\r' && scanned + 1 == size) {
                break; // a line feed may follow in the next chunk
            }
            boolean blank = scanned == lineStart;
            scanned += b == '\r' && buffer[scanned + 1] == '\n' ? 2 : 1;
            lineStart = scanned;
            if (blank) {
                requireWithinLimit(scanned - frameStart);
                frames.add(frame(Arrays.copyOfRange(buffer, frameStart, scanned)));
                frameStart = scanned;
            }
        }
        discard(frameStart);
        requireWithinLimit(size);
        return frames;
    }

    private void requireWithinLimit(int frameBytes) throws FrameTooLongException {
        if (frameBytes > maxFrameBytes) {
            throw new FrameTooLongException(maxFrameBytes);
        }
    }

    /** What is left at the end of the stream: a last frame without its blank line, if there is anything. */
    public Optional<Frame> end() {
        if (size == 0) {
            return Optional.empty();
        }
        byte[] rest = Arrays.copyOf(buffer, size);
        discard(size);
        return Optional.of(frame(rest));
    }

    private void append(byte[] chunk) {
        if (size + chunk.length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(size + chunk.length, buffer.length * 2));
        }
        System.arraycopy(chunk, 0, buffer, size, chunk.length);
        size += chunk.length;
    }

    private void discard(int bytes) {
        System.arraycopy(buffer, bytes, buffer, 0, size - bytes);
        size -= bytes;
        scanned -= Math.min(scanned, bytes);
        lineStart -= Math.min(lineStart, bytes);
    }

    private static Frame frame(byte[] raw) {
        String event = "message";
        ByteArrayOutputStream data = new ByteArrayOutputStream(raw.length);
        boolean dataSeen = false;
        int start = startsWithBom(raw) ? BOM.length : 0;
        while (start < raw.length) {
            int end = lineEnd(raw, start);
            if (startsWith(raw, start, end, "data")) {
                if (dataSeen) {
                    data.write('\n');
                }
                dataSeen = true;
                int value = valueStart(raw, start, end, "data".length());
                data.write(raw, value, end - value);
            } else if (startsWith(raw, start, end, "event")) {
                int value = valueStart(raw, start, end, "event".length());
                event = new String(raw, value, end - value, StandardCharsets.UTF_8);
            }
            start = end + (end + 1 < raw.length && raw[end] == '\r' && raw[end + 1] == '\n' ? 2 : 1);
        }
        return new Frame(event, data.toByteArray(), raw);
    }

    private static boolean startsWithBom(byte[] raw) {
        return raw.length >= BOM.length && Arrays.equals(raw, 0, BOM.length, BOM, 0, BOM.length);
    }

    private static int lineEnd(byte[] raw, int start) {
        int end = start;
        while (end < raw.length && raw[end] != '\n' && raw[end] != '\r') {
            end++;
        }
        return end;
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
