package io.lingzhi.llm.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * At most {@value #MOST} members of an object in their order: two arrays, a fifth of the bytes of a hash table, and as
 * quick where there is little to look through. Immutable.
 */
final class FewMembers extends AbstractMap<String, JsonValue> {
    static final int MOST = 16;

    private final String[] names;
    private final JsonValue[] values;
    private final int count;

    /** The arrays belong to this map from now on; names differ. */
    FewMembers(String[] names, JsonValue[] values, int count) {
        this.names = names;
        this.values = values;
        this.count = count;
    }

    static FewMembers copyOf(Map<String, JsonValue> members) {
        String[] names = new String[members.size()];
        JsonValue[] values = new JsonValue[members.size()];
        int count = 0;
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            names[count] = member.getKey();
            values[count] = member.getValue();
            count++;
        }
        return new FewMembers(names, values, count);
    }

    private int place(@Nullable Object name) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return place(name) >= 0;
    }

    @Override
    public @Nullable JsonValue get(@Nullable Object name) {
        int place = place(name);
        return place < 0 ? null : values[place];
    }

    @Override
    public JsonValue getOrDefault(@Nullable Object name, JsonValue otherwise) {
        int place = place(name);
        return place < 0 ? otherwise : values[place];
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super JsonValue> action) {
        for (int i = 0; i < count; i++) {
            action.accept(names[i], values[i]);
        }
    }

    @Override
    public Set<Map.Entry<String, JsonValue>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return count;
            }

            @Override
            public Iterator<Map.Entry<String, JsonValue>> iterator() {
                return new InOrder();
            }
        };
    }

    private final class InOrder implements Iterator<Map.Entry<String, JsonValue>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < count;
        }

        @Override
        public Map.Entry<String, JsonValue> next() {
            if (next == count) {
                throw new NoSuchElementException();
            }
            next++;
            return Map.entry(names[next - 1], values[next - 1]);
        }
    }
}
