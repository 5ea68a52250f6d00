package io.lingzhi.gateway.config;

/** Holds the configuration of this moment. Any thread may read; a request reads once and keeps what it got. */
public final class ConfigSource {
    private volatile Config current;

    public ConfigSource(Config first) {
        this.current = first;
    }

    public Config current() {
        return current;
    }

    /** Swaps the whole configuration; requests under way keep the one they took. */
    public void replace(Config next) {
        current = next;
    }
}
