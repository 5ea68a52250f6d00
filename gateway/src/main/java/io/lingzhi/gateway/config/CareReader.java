package io.lingzhi.gateway.config;

import java.time.Duration;
import java.util.Optional;

/** Reads how credentials are looked after: what holds for all, and what an entry says for itself. */
final class CareReader {
    private static final int MANY = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final ValueType<Integer> LIMIT = ValueType.integer(0, MANY);

    private CareReader() {}

    static Care read(Section top, Section routing, Section concurrency) {
        return new Care(affinity(routing), waiting(concurrency), cooling(top));
    }

    private static Care.Affinity affinity(Section routing) {
        boolean on = routing.value("session-affinity", ValueType.flag(), false);
        boolean old = routing.value("claude-code-session-affinity", ValueType.flag(), false);
        Duration ttl =
                routing.value("session-affinity-ttl", ValueType.duration(Duration.ZERO, LONGEST), Duration.ofHours(1));
        return new Care.Affinity(on || old, ttl);
    }

    private static Care.Waiting waiting(Section concurrency) {
        return new Care.Waiting(
                concurrency.value("queue", ValueType.integer(0, 100_000), 100),
                concurrency.value(
                        "wait", ValueType.duration(Duration.ZERO, Duration.ofDays(1)), Duration.ofSeconds(10)));
    }

    /** 0 means the usual minute and -1 none at all, as in CLIProxyAPI. */
    private static Care.Cooling cooling(Section top) {
        int transient_ = top.value("transient-error-cooldown-seconds", ValueType.integer(-1, MANY, "seconds"), 0);
        Duration cap = top.section("cooldown")
                .value("cap", ValueType.duration(Duration.ofSeconds(1), LONGEST), Duration.ofMinutes(30));
        boolean kept = top.value("save-cooldown-status", ValueType.flag(), false);
        return new Care.Cooling(cap, Duration.ofSeconds(transient_ == 0 ? 60 : Math.max(0, transient_)), kept);
    }

    /** What holds for entries that say nothing. */
    static EntryTerms usual(Section top, Section concurrency) {
        return new EntryTerms(
                !top.value("disable-cooling", ValueType.flag(), false),
                Optional.empty(),
                concurrency.value("per-provider", LIMIT, 0),
                concurrency.value("per-credential", LIMIT, 0));
    }

    /** What an entry says for itself; a limit of 0 is the usual one. */
    static EntryTerms terms(Section entry, EntryTerms usual) {
        Optional<Boolean> disabled = entry.optional("disable-cooling", ValueType.flag());
        int retry = entry.value("request-retry", ValueType.integer(-1, MANY), -1);
        int all = entry.value("max-in-flight", LIMIT, 0);
        int each = entry.value("credential-max-in-flight", LIMIT, 0);
        return new EntryTerms(
                disabled.map(off -> !off).orElse(usual.cools()),
                retry < 0 ? Optional.empty() : Optional.of(Math.min(retry, 100)),
                all == 0 ? usual.maxInFlight() : all,
                each == 0 ? usual.credentialMaxInFlight() : each);
    }
}
