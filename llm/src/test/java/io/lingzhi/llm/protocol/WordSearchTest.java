package io.lingzhi.llm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class WordSearchTest {
    @Property(tries = 5000, seed = "20261126")
    void findsWhatIsThere(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 2, max = 5) String word,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 30) String text) {
        assertThat(new WordSearch(word).isIn(text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(text.contains(word));
    }

    @Property(seed = "20261126")
    void looksThroughAnyBytes(@ForAll byte[] before, @ForAll byte[] behind) {
        byte[] body = new byte[before.length + 4 + behind.length];
        System.arraycopy(before, 0, body, 0, before.length);
        System.arraycopy("lz1.".getBytes(StandardCharsets.US_ASCII), 0, body, before.length, 4);
        System.arraycopy(behind, 0, body, before.length + 4, behind.length);
        assertThat(new WordSearch("lz1.").isIn(body)).isTrue();
    }
}
