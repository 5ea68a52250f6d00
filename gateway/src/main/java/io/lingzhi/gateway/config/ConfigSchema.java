package io.lingzhi.gateway.config;

import io.lingzhi.gateway.config.Config.Access;
import io.lingzhi.gateway.config.Config.Chains;
import io.lingzhi.gateway.config.Config.Limits;
import io.lingzhi.gateway.config.Config.Management;
import io.lingzhi.gateway.config.Config.RescueMode;
import io.lingzhi.gateway.config.Config.Routing;
import io.lingzhi.gateway.config.Config.Server;
import io.lingzhi.gateway.config.Config.StoredResponses;
import io.lingzhi.gateway.config.Config.Strategy;
import io.lingzhi.gateway.config.Config.Streaming;
import io.lingzhi.gateway.config.Config.Tls;
import io.lingzhi.gateway.config.Config.Translation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The schema of the file, as the code that reads it: every key is named, with type and default, exactly once. */
final class ConfigSchema {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String EVERYWHERE = "0.0.0.0";
    private static final Set<String> EXAMPLE_KEYS = Set.of("your-api-key-1", "your-api-key-2", "your-api-key-3");
    private static final ValueType<Integer> PORT = ValueType.integer(0, 65535);
    private static final ValueType<Integer> COUNT = ValueType.integer(1, 1_000_000);
    private static final ValueType<Duration> DEADLINE = ValueType.duration(Duration.ofMillis(1), Duration.ofDays(1));
    private static final ValueType<Duration> PAUSE = ValueType.duration(Duration.ZERO, Duration.ofDays(1));
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private final Reading reading;

    ConfigSchema(Reading reading) {
        this.reading = reading;
    }

    /** All keys in the order of the schema. */
    static List<ConfigKey> keys() {
        Reading describing = Reading.describing();
        new ConfigSchema(describing).read(Section.empty(describing));
        return describing.keys();
    }

    /** The configuration; after a problem some values in it are defaults, and it must not be used. */
    Config read(Section top) {
        Server server = server(top);
        Access access = access(top);
        Management management = management(top.section("remote-management"));
        SecretText proxy = globalProxy(top);
        Section assistant = top.section("assistant");
        Section limits = top.section("limits");
        Section routing = top.section("routing");
        Section concurrency = top.section("concurrency");
        EntryTerms usual = CareReader.usual(top, concurrency);
        Config config = new Config(
                server,
                limits(limits),
                DeadlineReader.read(top.section("deadlines")),
                access,
                management,
                new ProviderReader(reading, proxy, usual).read(top),
                routing(top, routing),
                chains(top),
                streaming(top, top.section("streaming")),
                storedResponses(top.section("stored-responses")),
                new Translation(top.section("translation").value("strict", ValueType.flag(), false)),
                new AmpcodeReader(reading, top, proxy).read(),
                mediaFetching(top, limits, proxy),
                CareReader.read(top, routing, concurrency),
                new MoneyReader(reading, top).read(),
                new AssistantReader(reading, assistant).read(),
                top.value("usage-statistics-enabled", ValueType.flag(), true),
                top.value("debug", ValueType.flag(), false));
        logins(top);
        InactiveKeys.read(top.inactive());
        closeDoor(top, "host", server.host(), access);
        if (config.assistant().enabled()) {
            closeDoor(assistant, "host", config.assistant().host(), access);
        }
        return config;
    }

    /** An empty {@code host} means every address, as in CLIProxyAPI; an absent one does not. */
    private Server server(Section top) {
        String host = top.restart().value("host", ValueType.host(), LOOPBACK);
        int port = top.restart().value("port", PORT, 8317);
        return new Server(
                host.isEmpty() ? EVERYWHERE : host,
                port,
                tls(top.restart().section("tls")),
                top.restart().value("drain-seconds", PAUSE, Duration.ofSeconds(30)));
    }

    private Optional<Tls> tls(Section tls) {
        boolean enabled = tls.value("enable", ValueType.flag(), false);
        Optional<String> cert = tls.optional("cert", ValueType.text());
        Optional<String> key = tls.optional("key", ValueType.text());
        if (!enabled) {
            return Optional.empty();
        }
        Map<String, Optional<String>> paths = new LinkedHashMap<>();
        paths.put("cert", cert);
        paths.put("key", key);
        paths.forEach((name, path) -> {
            if (path.isEmpty()) {
                String nothing = reading.say(Wording.FOUND_NOTHING);
                reading.problem(tls.place(name), tls.path(name), nothing, Wording.EXPECTED_TLS);
            }
        });
        return cert.flatMap(chain -> key.map(secretKey -> new Tls(chain, secretKey)));
    }

    private Limits limits(Section limits) {
        Section atStart = limits.restart();
        return new Limits(
                limits.value("body", ValueType.size(1, 4 * GIB), 64 * MIB),
                atStart.value("header", ValueType.size(KIB, 16 * MIB), 64 * KIB).intValue(),
                limits.value("connections", COUNT, 10_000),
                limits.value("frame", ValueType.size(KIB, GIB), 8 * MIB).intValue(),
                limits.value("response", ValueType.size(KIB, 4 * GIB), 64 * MIB),
                limits.value("in-flight", COUNT, 5_000),
                limits.value("upload", ValueType.size(1, 64 * GIB), 512 * MIB));
    }

    private static MediaFetching mediaFetching(Section top, Section limits, SecretText proxy) {
        return new MediaFetching(
                top.value("media-fetch", ValueType.flag(), true),
                top.list("media-fetch-allow", ValueType.place(), List.of()),
                limits.value("media", ValueType.size(1, 256 * MIB), 20 * MIB),
                proxy.value());
    }

    private Access access(Section top) {
        Set<Secret> keys = new LinkedHashSet<>();
        for (SecretText key : top.secrets("api-keys", ValueType.secret())) {
            if (!key.missing().isEmpty()) {
                String variable = key.missing().getFirst();
                String found = reading.say(Wording.FOUND_UNSET, variable);
                reading.problem(key.place(), "api-keys", found, Wording.EXPECTED_VARIABLE, variable);
            }
            if (key.isEmpty()) {
                reading.warn(key.place(), "api-keys", Wording.EMPTY_ITEM);
            }
            key.value().map(Secret::reveal).filter(EXAMPLE_KEYS::contains).ifPresent(example -> {
                String found = reading.say(Wording.FOUND_EXAMPLE_KEY, example);
                reading.problem(key.place(), "api-keys", found, Wording.EXPECTED_OWN_KEY);
            });
            key.value().ifPresent(keys::add);
        }
        return new Access(List.copyOf(keys), top.value("allow-anonymous", ValueType.flag(), false));
    }

    /** Nobody outside may use a gateway that asks for no key, unless the operator says so. */
    private void closeDoor(Section section, String name, String host, Access access) {
        if (access.keys().isEmpty() && !access.allowAnonymous() && !Addresses.isLoopback(host)) {
            String found = reading.say(Wording.FOUND_OPEN_DOOR, host);
            String path = section.path(name);
            reading.problem(section.place(name), path, found, Wording.EXPECTED_CLOSED_DOOR, path);
        }
    }

    private Management management(Section management) {
        SecretText key = management.secret("secret-key", ValueType.secret());
        key.missing().forEach(variable -> reading.lost(variable, Wording.LOST_MANAGEMENT));
        InactiveKeys.readManagement(management.inactive());
        return new Management(key.value(), management.value("allow-remote", ValueType.flag(), false));
    }

    /**
     * A proxy that lacks a variable is a mistake: calling directly instead could show an address that should be hidden.
     */
    private SecretText globalProxy(Section top) {
        SecretText proxy = top.secret("proxy-url", ValueType.proxy());
        proxy.missing().stream().findFirst().ifPresent(variable -> {
            String found = reading.say(Wording.FOUND_UNSET, variable);
            reading.problem(proxy.place(), "proxy-url", found, Wording.EXPECTED_VARIABLE, variable);
        });
        return proxy;
    }

    private static Routing routing(Section top, Section routing) {
        Section quota = top.section("quota-exceeded");
        InactiveKeys.readQuota(quota.inactive());
        return new Routing(
                routing.value("strategy", ValueType.choice(strategies()), Strategy.ROUND_ROBIN),
                top.value("force-model-prefix", ValueType.flag(), false),
                top.value("request-retry", ValueType.integer(0, 100), 3),
                Math.max(0, top.value("max-retry-credentials", ValueType.integer(-1, 10_000), 0)),
                top.value("max-retry-interval", PAUSE, Duration.ofSeconds(30)),
                quota.value("switch-project", ValueType.flag(), true),
                quota.value("switch-preview-model", ValueType.flag(), false));
    }

    private static Streaming streaming(Section top, Section streaming) {
        InactiveKeys.readStreaming(streaming.inactive());
        ValueType<RescueMode> mode = ValueType.choice(rescueModes());
        return new Streaming(
                streaming.value("rescue", mode, RescueMode.CONTINUE),
                lowerCase(streaming.map("rescue-models", mode, Map.of())),
                lowerCase(top.map("hedging", DEADLINE, Map.of())),
                pulse(streaming, "keepalive-seconds"),
                pulse(top, "nonstream-keepalive-interval"),
                top.value("passthrough-headers", ValueType.flag(), false));
    }

    private static Duration pulse(Section section, String name) {
        return Duration.ofSeconds(Math.max(0, section.value(name, ValueType.integer(-1, 86_400, "seconds"), 0)));
    }

    private static <T> Map<String, T> lowerCase(Map<String, T> byName) {
        Map<String, T> lower = new LinkedHashMap<>();
        byName.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    private static Map<String, RescueMode> rescueModes() {
        Map<String, RescueMode> modes = new LinkedHashMap<>();
        for (RescueMode mode : RescueMode.values()) {
            modes.put(mode.word(), mode);
        }
        return modes;
    }

    private static StoredResponses storedResponses(Section stored) {
        return new StoredResponses(
                stored.value("max-bytes", ValueType.size(0, 64 * GIB), 64 * MIB),
                stored.value("max-count", ValueType.integer(0, 10_000_000), 10_000),
                stored.value(
                        "ttl", ValueType.duration(Duration.ofSeconds(1), Duration.ofDays(365)), Duration.ofHours(1)));
    }

    private static Chains chains(Section top) {
        return new Chains(
                top.lists("fallbacks", ValueType.modelName()),
                top.lists("larger-context", ValueType.modelName()),
                top.lists("preview-models", ValueType.modelName()));
    }

    private static Map<String, Strategy> strategies() {
        Map<String, Strategy> strategies = new LinkedHashMap<>();
        strategies.put("round-robin", Strategy.ROUND_ROBIN);
        strategies.put("weighted-round-robin", Strategy.WEIGHTED_ROUND_ROBIN);
        strategies.put("fill-first", Strategy.FILL_FIRST);
        strategies.put("least-latency", Strategy.LEAST_LATENCY);
        strategies.put("weightedroundrobin", Strategy.WEIGHTED_ROUND_ROBIN);
        strategies.put("wrr", Strategy.WEIGHTED_ROUND_ROBIN);
        strategies.put("fillfirst", Strategy.FILL_FIRST);
        strategies.put("ff", Strategy.FILL_FIRST);
        return strategies;
    }

    /** The sections for logging in with a vendor's account. Nothing logs in yet. */
    private void logins(Section top) {
        for (String vendor : List.of("claude", "gemini", "codex")) {
            Section login = top.inactive().section(vendor);
            for (String name : List.of("client-id", "client-secret")) {
                login.secret(name, ValueType.secret())
                        .missing()
                        .forEach(variable -> reading.lost(variable, Wording.LOST_LOGIN, vendor));
            }
            login.optional("client-redirect-uri", ValueType.text());
            login.optional("redirect-uri", ValueType.text());
            if (vendor.equals("codex")) {
                InactiveKeys.readCodex(login);
            }
        }
    }
}
