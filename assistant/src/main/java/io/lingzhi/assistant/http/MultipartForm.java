package io.lingzhi.assistant.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A body of the type multipart/form-data (RFC 7578, https://www.rfc-editor.org/rfc/rfc7578, read 2026-11-25). Pure. */
final class MultipartForm {
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^;\\s\"]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE = Pattern.compile("filename=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE_EXTENDED =
            Pattern.compile("filename\\*=(?i:utf-8)''([^;\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*(.+)$");
    private static final int MOST_PARTS = 1_000;

    private MultipartForm() {}

    /** One part; its bytes are not copied out of a larger array and belong to it alone. */
    static final class Part {
        private final String name;
        private final Optional<String> file;
        private final Optional<String> contentType;
        private final byte[] bytes;

        private Part(String name, Optional<String> file, Optional<String> contentType, byte[] bytes) {
            this.name = name;
            this.file = file;
            this.contentType = contentType;
            this.bytes = bytes;
        }

        String name() {
            return name;
        }

        /** The last step of the file's name; present for files only. */
        Optional<String> file() {
            return file;
        }

        Optional<String> contentType() {
            return contentType;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    static boolean is(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    static List<Part> parse(String contentType, byte[] body) throws ProblemException {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw bad();
        }
        String text = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        byte[] line = ("--" + text).getBytes(StandardCharsets.ISO_8859_1);
        List<Part> parts = new ArrayList<>();
        int at = find(body, line, 0);
        while (at >= 0 && !ends(body, at + line.length)) {
            int next = find(body, line, at + line.length);
            if (next < 0 || parts.size() == MOST_PARTS) {
                throw bad();
            }
            parts.add(part(body, at + line.length + 2, next - 2));
            at = next;
        }
        if (at < 0) {
            throw bad();
        }
        return parts;
    }

    private static boolean ends(byte[] body, int at) {
        return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
    }

    private static Part part(byte[] body, int from, int to) throws ProblemException {
        int blank = find(body, "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1), Math.max(0, from - 2));
        if (blank < 0 || blank + 4 > to + 2 || to < from) {
            throw bad();
        }
        String head = new String(body, Math.max(0, from - 2), blank - Math.max(0, from - 2), StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOfRange(body, Math.min(blank + 4, Math.max(to, blank + 4)), Math.max(to, blank + 4));
        Optional<String> file = group(FILE_EXTENDED, head)
                .flatMap(MultipartForm::decoded)
                .or(() -> group(FILE, head))
                .map(MultipartForm::lastStep);
        return new Part(group(NAME, head).orElse(""), file, group(TYPE, head).map(String::strip), bytes);
    }

    private static Optional<String> decoded(String escaped) {
        try {
            return Optional.of(QueryParameters.decodeSegment(escaped));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static String lastStep(String file) {
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    }

    private static Optional<String> group(Pattern pattern, String head) {
        Matcher matcher = pattern.matcher(head);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static int find(byte[] body, byte[] wanted, int from) {
        for (int at = from; at + wanted.length <= body.length; at++) {
            if (body[at] == wanted[0] && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private static ProblemException bad() {
        return new ProblemException(Problem.of(ProblemKind.INVALID_REQUEST, KnowledgeWording.badMultipart()));
    }
}
