package io.lingzhi.gateway.world;

/** What happened in a world, line by line, for people. */
interface Trace {
    Trace NONE = new Trace() {
        @Override
        public void say(String format, Object... arguments) {}

        @Override
        public boolean heard() {
            return false;
        }
    };

    /** In the form of {@link String#format}. */
    void say(String format, Object... arguments);

    /** Whether anybody reads it. */
    default boolean heard() {
        return true;
    }
}
