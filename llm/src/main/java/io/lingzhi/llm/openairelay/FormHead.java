package io.lingzhi.llm.openairelay;

import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of a form ({@code multipart/form-data}, RFC 7578, read 2026-11-23), in which the field {@code model} is
 * looked for as it arrives. Each byte is looked at about once, however it is cut. Used by one thread at a time.
 */
public final class FormHead {
    private static final Pattern BOUNDARY = Pattern.compile(
            "^\\s*multipart/form-data\\s*;(?:.*;)?\\s*boundary=(?:\"([^\"]{1,200})\"|([^\\s;\"]{1,200})).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MODEL_FIELD = Pattern.compile(
            "^content-disposition\\s*:\\s*form-data\\s*;(?:.*;)?\\s*name=(?:\"model\"|model(?=\\s|;|$)).*",
            Pattern.CASE_INSENSITIVE);
    /** The longest head of one part; a longer one is none. */
    private static final int MAX_PART_HEAD = 4 * 1024;

    private static final byte[] HEAD_END = ascii("\r\n\r\n");

    /** What stands before each part's head, but for the line break before all and for the first. */
    private final byte[] delimiter;

    private byte[] held = new byte[8192];
    private int size;
    /** Where the search goes on: the first byte of a part's head, or of its content, or of what may be a delimiter. */
    private int at;

    private State state = State.PREAMBLE;
    private int valueStart;
    private Optional<Splice> value = Optional.empty();

    private enum State {
        /** Before a delimiter, in content that is of no interest. */
        PREAMBLE,
        CONTENT,
        PART_HEAD,
        MODEL,
        DONE
    }

    public FormHead(String boundary) {
        this.delimiter = ascii("--" + boundary);
    }

    /** The boundary that a content type names; empty when it is not that of a form. */
    public static Optional<String> boundary(String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        return matcher.matches()
                ? Optional.ofNullable(matcher.group(1)).or(() -> Optional.ofNullable(matcher.group(2)))
                : Optional.empty();
    }

    /** Takes the next bytes. */
    public void append(byte[] bytes) {
        if (size + bytes.length > held.length) {
            held = Arrays.copyOf(held, Math.max(size + bytes.length, held.length * 2));
        }
        System.arraycopy(bytes, 0, held, size, bytes.length);
        size += bytes.length;
        boolean on = true;
        while (on) {
            on = step();
        }
    }

    /** How many bytes are held. */
    public int size() {
        return size;
    }

    /** Whether the model's field has come to its end. */
    public boolean named() {
        return value.isPresent();
    }

    /** The model that the form names. */
    public ModelId model() throws RejectedException {
        if (value.isEmpty()) {
            throw RequestObject.rejected("model", "a form field with the model's name is expected, and it is missing");
        }
        Splice found = value.get();
        return model(new String(held, found.start(), found.end() - found.start(), StandardCharsets.UTF_8));
    }

    static ModelId model(String name) throws RejectedException {
        if (name.isBlank() || name.length() > ModelId.MAX_LENGTH) {
            throw RequestObject.rejected(
                    "model", "a model name of 1 to " + ModelId.MAX_LENGTH + " characters is expected");
        }
        return new ModelId(name);
    }

    /** What is held, with the upstream's name of the model. The model must have been named. */
    public byte[] patched(String upstreamModel) {
        Splice found = value.orElseThrow();
        Splice renamed = new Splice(found.start(), found.end(), upstreamModel.getBytes(StandardCharsets.UTF_8));
        return Splice.apply(Arrays.copyOf(held, size), List.of(renamed));
    }

    /** Returns whether anything was found that leads on. */
    private boolean step() {
        return switch (state) {
            case PREAMBLE, CONTENT, MODEL -> content();
            case PART_HEAD -> partHead();
            case DONE -> false;
        };
    }

    private boolean content() {
        int found = delimiter();
        if (found < 0) {
            return false;
        }
        if (state == State.MODEL) {
            value = Optional.of(new Splice(valueStart, Math.max(valueStart, found - 2), new byte[0]));
            state = State.DONE;
            return false;
        }
        at = found + delimiter.length;
        state = State.PART_HEAD;
        return true;
    }

    /** Where the next delimiter begins, at a line's beginning; -1 while there is none, and what can be is passed. */
    private int delimiter() {
        int from = at;
        while (true) {
            int found = indexOf(delimiter, from);
            if (found < 0) {
                at = Math.max(at, size - delimiter.length - 1);
                return -1;
            }
            boolean first = found == 0 && state == State.PREAMBLE;
            if (first || (found >= 2 && held[found - 2] == '\r' && held[found - 1] == '\n')) {
                return found;
            }
            from = found + 1;
        }
    }

    private boolean partHead() {
        if (size >= at + 2 && held[at] == '-' && held[at + 1] == '-') {
            state = State.DONE; // the last delimiter: the form ends here
            return false;
        }
        int end = indexOf(HEAD_END, at);
        if (end < 0 || end - at > MAX_PART_HEAD) {
            if (size - at > MAX_PART_HEAD) {
                state = State.CONTENT;
                return true;
            }
            return false;
        }
        String head = new String(held, at, end - at, StandardCharsets.UTF_8);
        at = end + 2; // the content's delimiter may begin with the head's last line break
        valueStart = end + HEAD_END.length;
        state = head.lines().anyMatch(line -> MODEL_FIELD.matcher(line).matches()) ? State.MODEL : State.CONTENT;
        return true;
    }

    private int indexOf(byte[] wanted, int from) {
        int last = size - wanted.length;
        for (int i = from; i <= last; i++) {
            if (held[i] == wanted[0] && Arrays.equals(held, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
