package io.lingzhi.llm.json;

import java.util.Optional;
import java.util.function.Function;

/**
 * Writes a text that comes again and again with another string in one place: by a {@link Mould} of it, which the first
 * one makes, or the long way where that string's place is in doubt. Used by one thread at a time.
 */
public final class MouldedWriter {
    private static final String PLACEHOLDER = "(the text)";

    private final Function<String, byte[]> longWay;
    private boolean begun;
    private Optional<Mould> mould = Optional.empty();

    /** @param longWay writes the text with this string in its place; two of its texts differ in nothing else */
    public MouldedWriter(Function<String, byte[]> longWay) {
        this.longWay = longWay;
    }

    public byte[] with(String string) {
        if (!begun) {
            begun = true;
            mould = Mould.of(longWay.apply(PLACEHOLDER), PLACEHOLDER);
        }
        return mould.isPresent() ? mould.get().with(string) : longWay.apply(string);
    }
}
