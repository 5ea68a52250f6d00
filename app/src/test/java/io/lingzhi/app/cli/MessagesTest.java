package io.lingzhi.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Both languages say the same, each in its own words. */
class MessagesTest {
    private static final Pattern SLOT = Pattern.compile("\\{\\d}");
    /** Two English words in a row; a single one may be a term, a command or a file. */
    private static final Pattern ENGLISH = Pattern.compile("(?<![-/.\\w])[A-Za-z]{2,} [a-z]{2,}");

    private final Map<String, String> english = texts("Messages.properties");
    private final Map<String, String> chinese = texts("Messages_zh.properties");

    private static Map<String, String> texts(String file) {
        Properties read = new Properties();
        try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(file), file)) {
            read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
        Map<String, String> texts = new TreeMap<>();
        read.stringPropertyNames().forEach(key -> texts.put(key, read.getProperty(key)));
        return texts;
    }

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
    }

    @Test
    void bothLanguagesFillInTheSameThings() {
        english.forEach((key, text) ->
                assertThat(slots(chinese.getOrDefault(key, ""))).as(key).isEqualTo(slots(text)));
    }

    private static Set<String> slots(String text) {
        Set<String> slots = new TreeSet<>();
        Matcher matcher = SLOT.matcher(text);
        while (matcher.find()) {
            slots.add(matcher.group());
        }
        return slots;
    }

    @Test
    void chineseTextsAreChinese() {
        chinese.forEach((key, text) -> {
            String words = SLOT.matcher(text).replaceAll("").replace("lingzhi serve", "");
            assertThat(words.isBlank() || words.codePoints().anyMatch(MessagesTest::isHan))
                    .as("%s has Chinese words: %s", key, text)
                    .isTrue();
            assertThat(ENGLISH.matcher(words).find())
                    .as("%s has an English phrase: %s", key, text)
                    .isFalse();
        });
    }

    private static boolean isHan(int letter) {
        return Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN;
    }
}
