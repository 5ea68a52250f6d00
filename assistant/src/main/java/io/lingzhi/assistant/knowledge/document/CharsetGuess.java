package io.lingzhi.assistant.knowledge.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes to text. A byte order mark decides; then UTF-8, if the bytes are valid; then UTF-16, if every other byte is
 * mostly zero or the text reads as Chinese; then GB18030. What is none of them is refused, never replaced.
 */
final class CharsetGuess {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Pattern DECLARED =
            Pattern.compile("charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9._:-]{1,40})", Pattern.CASE_INSENSITIVE);
    private static final int HEAD = 2048;
    private static final double MOSTLY = 0.95;

    private CharsetGuess() {}

    static String decode(byte[] bytes) throws UnreadableException {
        Optional<String> marked = byMark(bytes);
        if (marked.isPresent()) {
            return clean(marked.get());
        }
        for (Charset charset : candidates(bytes)) {
            Optional<String> text = strictly(bytes, 0, charset).filter(found -> reads(found, charset));
            if (text.isPresent()) {
                return clean(text.get());
            }
        }
        throw Unreadable.error(
                "unknown-charset",
                "the text is neither UTF-8 nor UTF-16 nor GB18030, or is no text at all; save it as UTF-8",
                "文本编码不是 UTF-8、UTF-16 或 GB18030,或者根本不是文本;请另存为 UTF-8");
    }

    /** As {@link #decode}, but what the page itself declares comes first after the mark. */
    static String decodeHtml(byte[] bytes) throws UnreadableException {
        String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
        Matcher declared = DECLARED.matcher(head);
        if (byMark(bytes).isEmpty() && declared.find()) {
            Optional<String> text = charset(declared.group(1)).flatMap(charset -> strictly(bytes, 0, charset));
            if (text.isPresent()) {
                return clean(text.get());
            }
        }
        return decode(bytes);
    }

    private static Optional<Charset> charset(String name) {
        try {
            // What pages call GB2312 or GBK is read by its superset, as browsers do.
            return Optional.of(
                    name.toLowerCase(java.util.Locale.ROOT).startsWith("gb") ? GB18030 : Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> byMark(byte[] bytes) throws UnreadableException {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(strictly(bytes, 3, StandardCharsets.UTF_8).orElseThrow(CharsetGuess::broken));
        }
        if (starts(bytes, 0xFF, 0xFE)) {
            return Optional.of(strictly(bytes, 2, StandardCharsets.UTF_16LE).orElseThrow(CharsetGuess::broken));
        }
        return starts(bytes, 0xFE, 0xFF)
                ? Optional.of(strictly(bytes, 2, StandardCharsets.UTF_16BE).orElseThrow(CharsetGuess::broken))
                : Optional.empty();
    }

    private static UnreadableException broken() {
        return Unreadable.error(
                "broken-charset",
                "the text begins as Unicode and is not valid in it; save it again as UTF-8",
                "文本以 Unicode 标记开头但内容无效,请重新另存为 UTF-8");
    }

    private static List<Charset> candidates(byte[] bytes) {
        if (zeros(bytes, 1) > 0.2) {
            return List.of(StandardCharsets.UTF_16LE);
        }
        if (zeros(bytes, 0) > 0.2) {
            return List.of(StandardCharsets.UTF_16BE);
        }
        return List.of(StandardCharsets.UTF_8, GB18030, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    }

    /** The share of zero bytes at even (0) or odd (1) places. */
    private static double zeros(byte[] bytes, int parity) {
        int zeros = 0;
        for (int i = parity; i < bytes.length; i += 2) {
            zeros += bytes[i] == 0 ? 1 : 0;
        }
        return bytes.length < 2 ? 0 : 2.0 * zeros / bytes.length;
    }

    /** Whether nearly all of it is characters that texts are made of; keeps binary files out. */
    private static boolean reads(String text, Charset charset) {
        // Any bytes are UTF-16, so there only Chinese or Latin text counts.
        boolean wide = charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE);
        long good = text.codePoints()
                .filter(c -> isUsual(c) && (!wide || isChineseOrLatin(c)))
                .count();
        return good >= MOSTLY * text.codePointCount(0, text.length());
    }

    private static boolean isChineseOrLatin(int c) {
        return c < 0x250
                || (c >= 0x2000 && c < 0x2100)
                || (c >= 0x3000 && c < 0x3040)
                || (c >= 0x4E00 && c < 0xA000)
                || c >= 0xFF00;
    }

    private static boolean isUsual(int c) {
        if (c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0xFEFF) {
            return true;
        }
        int type = Character.getType(c);
        return type != Character.CONTROL && type != Character.UNASSIGNED && type != Character.PRIVATE_USE;
    }

    private static Optional<String> strictly(byte[] bytes, int from, Charset charset) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, from, bytes.length - from);
            return Optional.of(charset.newDecoder().decode(rest).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean starts(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String clean(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').replace("\0", "");
    }
}
