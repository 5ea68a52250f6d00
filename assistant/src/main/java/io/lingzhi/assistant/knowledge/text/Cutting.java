package io.lingzhi.assistant.knowledge.text;

/**
 * How large passages are. A CJK character counts 1, any other character 0.3, which is near the tokens of a model.
 *
 * @param size most that a passage holds
 * @param overlap most of a passage's end that the next one repeats, in whole sentences
 */
public record Cutting(int size, int overlap) {
    public static final Cutting DEFAULT = new Cutting(320, 48);

    public Cutting {
        if (size < 40 || overlap < 0 || overlap > size / 2) {
            throw new IllegalArgumentException(
                    "a passage has at least 40 characters and overlaps by at most half, found " + size + ", "
                            + overlap);
        }
    }
}
