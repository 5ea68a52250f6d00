package io.lingzhi.gateway.world;

/** What happened in a world, line by line, for people. */
interface Trace {
    Trace NONE = (format, arguments) -> {};

    /** In the form of {@link String#format}. */
    void say(String format, Object... arguments);
}
