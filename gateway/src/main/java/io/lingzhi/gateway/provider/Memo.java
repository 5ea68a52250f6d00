package io.lingzhi.gateway.provider;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Remembers what a function of its argument alone gave, and forgets all when it is much. Used by all threads. */
final class Memo<K, V> {
    /** Far more than a configuration names. */
    private static final int MOST = 10_000;

    private final Map<K, V> known = new ConcurrentHashMap<>();
    private final Function<K, V> function;

    Memo(Function<K, V> function) {
        this.function = function;
    }

    V of(K argument) {
        V before = known.get(argument);
        if (before != null) {
            return before;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        V made = function.apply(argument);
        known.put(argument, made);
        return made;
    }
}
