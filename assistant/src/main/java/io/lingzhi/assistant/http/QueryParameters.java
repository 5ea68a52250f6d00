package io.lingzhi.assistant.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a query string, in the form of HTML forms (https://url.spec.whatwg.org/#urlencoded-parsing, read
 * 2026-11-22) but strict: what is not UTF-8 is refused and not replaced.
 */
record QueryParameters(Map<String, List<String>> values) {
    private static final int HEX = 16;

    static QueryParameters parse(String query) throws ProblemException {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                values.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
            }
        }
        return new QueryParameters(values);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** One segment of a path, where a plus sign is a plus sign. */
    static String decodeSegment(String segment) throws ProblemException {
        return decode(segment.replace("+", "%2B"));
    }

    private static String decode(String text) throws ProblemException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '%') {
                bytes.write(escaped(text, at));
                at += 2;
            } else if (c <= 0xFF) {
                // The server hands over each byte of the first line as one character.
                bytes.write(c == '+' ? ' ' : c);
            } else {
                throw bad();
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad();
        }
    }

    private static int escaped(String text, int at) throws ProblemException {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), HEX) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), HEX) : -1;
        if (high < 0 || low < 0) {
            throw bad();
        }
        return high * HEX + low;
    }

    private static ProblemException bad() {
        return new ProblemException(Problem.of(ProblemKind.INVALID_REQUEST, Wording.badQuery()));
    }
}
