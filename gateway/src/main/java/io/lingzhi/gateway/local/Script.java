package io.lingzhi.gateway.local;

import java.lang.Character.UnicodeScript;

/** Which writing a character belongs to, as far as cutting text into words needs it. */
final class Script {
    private Script() {}

    /** Whether the text holds a Chinese character. */
    static boolean hasHan(String text) {
        return text.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN);
    }

    /** Whether words in this character's writing stand without spaces between them. */
    static boolean isCjk(int c) {
        if (c < 0x1100) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
            default -> false;
        };
    }
}
