package io.lingzhi.assistant.http;

import java.util.Locale;
import java.util.Optional;

/** The language in which the asker reads titles and details. */
enum Language {
    ENGLISH,
    CHINESE;

    /** Chinese when {@code Accept-Language} begins with it, else English. */
    static Language of(Optional<String> acceptLanguage) {
        return acceptLanguage
                .filter(value -> value.strip().toLowerCase(Locale.ROOT).startsWith("zh"))
                .map(chinese -> CHINESE)
                .orElse(ENGLISH);
    }

    String tag() {
        return switch (this) {
            case ENGLISH -> "en";
            case CHINESE -> "zh-CN";
        };
    }
}
