package io.lingzhi.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCounterTest {
    private static final TokenCounter COUNTER = new TokenCounter();
    private static final Encoding WHOLE = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    /** The counts are those of another implementation of the same tokenizer. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "hello world, 2",
                "你好，世界, 3",
                "人工智能, 2",
                "今天天气很好。, 5",
                "灵知是一个大语言模型网关，兼容四种协议，可以把任何客户端接到任何模型。, 24",
                "Ünïcödé — naïve café 🙂👩‍👩‍👧, 18",
                "1234567890 3.14159, 9",
                "<|endoftext|>, 7",
                "\"\", 0"
            })
    void countsAsO200k(String text, int tokens) {
        assertThat(COUNTER.count(text)).isEqualTo(tokens);
    }

    @Test
    void countsLongTextsAsO200k() {
        assertThat(COUNTER.count("灵知是一个大语言模型网关，兼容四种协议。".repeat(50))).isEqualTo(800);
        assertThat(COUNTER.count("The quick brown fox jumps over the lazy dog. ".repeat(400)))
                .isEqualTo(4001);
    }

    /** Long enough for several pieces each. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "The quick brown fox doesn't jump over the lazy dog's bed. ",
                "灵知是一个大语言模型网关，兼容四种协议；可以把任何客户端接到任何模型。",
                "    int total(int a) {\n        return a * 3; // thrice\n    }\n\n",
                "{\"role\":\"user\",\"content\":\"a, b: c\"},\n",
                "one two\r\n\r\n- three/four \t five!\n/ six 七八，九 ten\n",
                "naïve — café 🙂👩‍👩‍👧 12345 and some more "
            })
    void countsPiecesAsTheWhole(String text) {
        String whole = shuffledWords(text, 40_000);
        assertThat(COUNTER.count(whole)).isEqualTo(WHOLE.countTokensOrdinary(whole));
    }

    /** The words in another order each time, so that boundaries meet all kinds of neighbours. */
    private static String shuffledWords(String text, int length) {
        Random random = new Random(7);
        StringBuilder whole = new StringBuilder();
        while (whole.length() < length) {
            int from = random.nextInt(text.length());
            if (!Character.isLowSurrogate(text.charAt(from))) {
                whole.append(text, from, text.length());
            }
        }
        return whole.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "\n", "汉", "QUJD", "🙂"})
    void countsNearlyAsTheWholeWhereThereIsNoBoundary(String unit) {
        String whole = unit.repeat(100_000 / unit.length());
        assertThat(COUNTER.count(whole) - (long) WHOLE.countTokensOrdinary(whole))
                .isBetween(-30L, 30L);
    }

    @Test
    void remembersNoMoreThanItMay() {
        TokenCounter counter = new TokenCounter();
        String filler = "x".repeat(100);
        for (int i = 0; i < TokenCounter.MAX_REMEMBERED + 100; i++) {
            counter.count(filler + i);
        }
        assertThat(counter.size()).isEqualTo(TokenCounter.MAX_REMEMBERED);
    }

    @Test
    void remembersTheBeginningOfATextThatGrows() {
        TokenCounter counter = new TokenCounter();
        String text = "word ".repeat(20_000);
        counter.count(text);
        int before = counter.size();
        counter.count(text + "and something else at its end");
        assertThat(counter.size()).isEqualTo(before + 1);
    }

    @Test
    void countsTheSameFromManyThreads() throws Exception {
        TokenCounter counter = new TokenCounter();
        String text = "several threads count this at once. ".repeat(500);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> counts = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> counter.count(text)))
                    .toList();
            for (Future<Long> count : counts) {
                assertThat(count.get()).isEqualTo(WHOLE.countTokensOrdinary(text));
            }
        }
    }
}
