package io.lingzhi.bench.suite;

/** Texts for people, in their language. */
@FunctionalInterface
public interface Words {
    String say(String key, Object... arguments);
}
