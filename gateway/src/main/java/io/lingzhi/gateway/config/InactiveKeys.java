package io.lingzhi.gateway.config;

import io.lingzhi.gateway.config.Config.ProviderKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys that files for CLIProxyAPI may hold and that nothing reads yet. They are type-checked, and {@code check}
 * lists them. Those that make one client look like another vendor's are here to stay: the gateway does not do that.
 */
final class InactiveKeys {
    private static final int MANY = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(365);

    private InactiveKeys() {}

    static void read(Section top) {
        logs(top);
        behaviour(top);
        vendors(top);
        subtrees(top);
        old(top);
    }

    private static void logs(Section top) {
        Section pprof = top.section("pprof");
        off(pprof, "enable");
        pprof.value("addr", ValueType.text(), "127.0.0.1:8316");
        off(top, "commercial-mode", "logging-to-file", "request-log");
        top.value("logs-max-total-size-mb", ValueType.integer(-1, MANY, "MiB"), 0);
        top.value("error-logs-max-files", ValueType.integer(-1, MANY), 10);
        top.value("redis-usage-queue-retention-seconds", ValueType.integer(0, 3600, "seconds"), 60);
    }

    private static void behaviour(Section top) {
        top.value("auth-dir", ValueType.text(), "~/.cli-proxy-api");
        top.value("auth-auto-refresh-workers", ValueType.integer(-1, MANY), 16);
        top.value("ws-auth", ValueType.flag(), true);
        top.value("disable-image-generation", ValueType.choice(imageModes()), "false");
        top.value("gpt-image-2-base-model", ValueType.text(), "gpt-5.4-mini");
        top.value("video-result-auth-cache-ttl", anyDuration(), Duration.ofHours(3));
        top.anyMapping("credential-concurrency");
        top.anyMapping("credential-in-flight");
    }

    private static Map<String, String> imageModes() {
        Map<String, String> modes = new LinkedHashMap<>();
        List.of("false", "off", "no", "0").forEach(word -> modes.put(word, "false"));
        List.of("true", "on", "yes", "1").forEach(word -> modes.put(word, "true"));
        modes.put("chat", "chat");
        modes.put("passthrough", "passthrough");
        return modes;
    }

    /** Further runs of the selection, beside the active keys of the same section. */
    static void readStreaming(Section streaming) {
        streaming.value("bootstrap-retries", ValueType.integer(-1, MANY), 0);
    }

    /** A vendor's credits, beside the active keys of the same section. */
    static void readQuota(Section quota) {
        off(quota, "antigravity-credits");
    }

    /** The control panel, beside the active keys of the same section. */
    static void readManagement(Section management) {
        off(management, "disable-control-panel", "disable-auto-update-panel");
        management.optional("panel-github-repository", ValueType.text());
    }

    private static void vendors(Section top) {
        off(top, "disable-claude-cloak-mode", "antigravity-signature-bypass-strict");
        top.value("antigravity-signature-cache-enabled", ValueType.flag(), true);
        off(top.section("claude-code"), "disable-cloaking-model-list");
        off(top.section("xai"), "inject-x-search");
        top.section("antigravity").list("sensitive-words", ValueType.text(), List.of());
        Section claude = top.section("claude-header-defaults");
        texts(claude, "user-agent", "package-version", "runtime-version", "os", "arch", "timeout", "timezone");
        off(claude, "stabilize-device-profile");
        texts(top.section("codex-header-defaults"), "user-agent", "beta-features");
    }

    /** What the section {@code codex} holds beside its login. */
    static void readCodex(Section codex) {
        off(codex, "identity-confuse", "disable-codex-cloaking", "stream-bootstrap-buffering");
        off(codex, "optimize-multi-agent-v2");
        Section relay = codex.section("live-media-relay");
        off(relay, "enabled", "disable-private-remote-ips", "allow-private-remote-ips");
        relay.value("max-sessions", ValueType.integer(0, MANY), 32);
        texts(relay, "public-ip");
        relay.value("udp-port-min", ValueType.integer(0, 65535), 0);
        relay.value("udp-port-max", ValueType.integer(0, 65535), 0);
        relay.anyList("ice-servers");
    }

    private static void subtrees(Section top) {
        Section plugins = top.section("plugins");
        off(plugins, "enabled");
        plugins.value("dir", ValueType.text(), "plugins");
        plugins.anyList("store-sources");
        plugins.anyList("store-auth");
        plugins.anyMapping("configs");
        top.anyLists("payload");
        top.anyLists("oauth-model-alias");
        top.anyLists("oauth-excluded-models");
        top.anyLists("oauth-request-scoped-errors");
    }

    private static void old(Section top) {
        off(top, "enable-gemini-cli-endpoint");
        top.anyMapping("auth");
        top.anyMapping("model-name-mappings");
        top.anyMapping("oauth-model-mappings");
    }

    /** Fields of a provider entry that do nothing yet. */
    static void readProvider(Section provider, ProviderKind kind) {
        switch (kind) {
            case CLAUDE -> disguise(provider);
            case CODEX, XAI -> off(provider, "websockets", "alpha-search");
            case OPENAI_COMPATIBILITY, GEMINI, VERTEX, INTERACTIONS -> {}
        }
    }

    private static void disguise(Section claude) {
        off(claude, "rebuild-mid-system-message", "experimental-cch-signing");
        claude.optional("fingerprint-profile", ValueType.text());
    }

    /** The disguise, beside the active keys of the same section. */
    static void readCloak(Section cloak) {
        off(cloak, "strict-mode");
        cloak.list("sensitive-words", ValueType.text(), List.of());
    }

    /** A field of a model that does nothing: what it asks for is always done. */
    static void readModel(Section model) {
        off(model, "is-compat");
    }

    private static ValueType<Duration> anyDuration() {
        return ValueType.duration(Duration.ZERO, LONGEST);
    }

    private static void off(Section section, String... names) {
        for (String name : names) {
            section.value(name, ValueType.flag(), false);
        }
    }

    private static void texts(Section section, String... names) {
        for (String name : names) {
            section.optional(name, ValueType.text());
        }
    }
}
