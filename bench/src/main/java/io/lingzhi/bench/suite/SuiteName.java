package io.lingzhi.bench.suite;

import java.util.Locale;
import java.util.Optional;

/** Which part of the benchmark is run. */
public enum SuiteName {
    ALL,
    JSON,
    STREAMS,
    IDLE,
    START,
    SLOW,
    SOAK,
    QUICK;

    public static Optional<SuiteName> of(String word) {
        for (SuiteName name : values()) {
            if (name.name().equals(word.toUpperCase(Locale.ROOT))) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    boolean measuresStart() {
        return this == ALL || this == START;
    }

    boolean measuresIdle() {
        return this == ALL || this == IDLE;
    }
}
