package io.lingzhi.gateway.config;

import java.util.concurrent.atomic.AtomicReference;

/** Holds the configuration of this moment. Any thread may read; a request reads once and keeps what it got. */
public final class ConfigSource {
    private final AtomicReference<Config> current;

    public ConfigSource(Config first) {
        this.current = new AtomicReference<>(first);
    }

    public Config current() {
        return current.get();
    }

    /** Swaps the whole configuration; requests under way keep the one they took. */
    public void replace(Config next) {
        current.set(next);
    }
}
