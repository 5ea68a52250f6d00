package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Ampcode;
import io.lingzhi.gateway.config.AssistantConduct;
import io.lingzhi.gateway.config.Care;
import io.lingzhi.gateway.config.Conduct;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Deadlines;
import io.lingzhi.gateway.config.EntryTerms;
import io.lingzhi.gateway.config.MediaFetching;
import io.lingzhi.gateway.config.Money;
import io.lingzhi.gateway.config.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations for tests: loopback, one client key, short deadlines, one round. Each method gives a changed copy. */
public record Configs(Config config) {
    /** The key of the one client that these configurations know. */
    public static final String CLIENT_KEY = "client-key-of-the-test";

    private static final RecordComponent[] COMPONENTS = Config.class.getRecordComponents();
    private static final Constructor<?> CONSTRUCTOR = Config.class.getDeclaredConstructors()[0];

    public static Configs of(Config.Provider... providers) {
        Duration short_ = Duration.ofSeconds(5);
        return new Configs(new Config(
                new Config.Server("127.0.0.1", 0, Optional.empty(), Duration.ofSeconds(1)),
                new Config.Limits(1 << 20, 16 << 10, 1000, 1 << 20, 16 << 20, 1000, 64 << 20),
                new Deadlines(short_, short_, short_, short_, Duration.ofSeconds(30)),
                new Config.Access(List.of(new Secret(CLIENT_KEY)), false),
                new Config.Management(Optional.empty(), false),
                List.of(providers),
                new Config.Routing(Config.Strategy.FILL_FIRST, false, 0, 0, Duration.ofSeconds(30), true, false),
                Config.Chains.NONE,
                new Config.Streaming(Config.RescueMode.CONTINUE, Map.of()),
                new Config.StoredResponses(1 << 20, 100, Duration.ofMinutes(1)),
                new Config.Translation(false),
                Ampcode.NONE,
                new MediaFetching(true, List.of(), 1 << 20, Optional.empty()),
                Care.USUAL,
                Money.NONE,
                new Config.Assistant(
                        false,
                        "127.0.0.1",
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        List.of(),
                        new Config.Knowledge(
                                Config.KnowledgeStore.LUCENE,
                                Optional.empty(),
                                Config.KnowledgeAnalyzer.MIXED,
                                320,
                                48,
                                1,
                                1,
                                "lingzhi-embed",
                                "",
                                1 << 20,
                                1),
                        AssistantConduct.PLAIN),
                true,
                false));
    }

    /** An OpenAI-compatible provider that serves {@code alias} as {@code model}, with these keys. */
    public static Config.Provider provider(String name, String baseUrl, String model, String alias, String... keys) {
        List<Config.Credential> credentials = new ArrayList<>();
        for (String key : keys) {
            credentials.add(credential(name + "-" + (credentials.size() + 1), key, 1));
        }
        return new Config.Provider(
                Config.ProviderKind.OPENAI_COMPATIBILITY,
                name,
                true,
                Optional.empty(),
                Optional.of(baseUrl),
                Map.of(),
                credentials,
                List.of(new Config.Model(model, alias)),
                List.of(),
                0);
    }

    public static Config.Credential credential(String id, String key, int weight) {
        return new Config.Credential(id, Optional.of(new Secret(key)), Optional.empty(), weight, List.of());
    }

    /** A credential whose variables are unset. */
    public static Config.Credential unset(String id, String variable) {
        return new Config.Credential(id, Optional.empty(), Optional.empty(), 1, List.of(variable));
    }

    public static Config.Provider withHeaders(Config.Provider provider, Map<String, Secret> headers) {
        return new Config.Provider(
                provider.kind(),
                provider.name(),
                provider.enabled(),
                provider.prefix(),
                provider.baseUrl(),
                headers,
                provider.credentials(),
                provider.models(),
                provider.excludedModels(),
                provider.priority(),
                provider.terms(),
                provider.conduct(),
                provider.disclosure());
    }

    public static Config.Provider withConduct(Config.Provider provider, Conduct conduct) {
        return new Config.Provider(
                provider.kind(),
                provider.name(),
                provider.enabled(),
                provider.prefix(),
                provider.baseUrl(),
                provider.headers(),
                provider.credentials(),
                provider.models(),
                provider.excludedModels(),
                provider.priority(),
                provider.terms(),
                conduct,
                provider.disclosure());
    }

    public static Config.Provider withPriority(Config.Provider provider, int priority) {
        return new Config.Provider(
                provider.kind(),
                provider.name(),
                provider.enabled(),
                provider.prefix(),
                provider.baseUrl(),
                provider.headers(),
                provider.credentials(),
                provider.models(),
                provider.excludedModels(),
                priority,
                provider.terms(),
                provider.conduct(),
                provider.disclosure());
    }

    public static Config.Provider withTerms(Config.Provider provider, EntryTerms terms) {
        return new Config.Provider(
                provider.kind(),
                provider.name(),
                provider.enabled(),
                provider.prefix(),
                provider.baseUrl(),
                provider.headers(),
                provider.credentials(),
                provider.models(),
                provider.excludedModels(),
                provider.priority(),
                terms,
                provider.conduct(),
                provider.disclosure());
    }

    public static Config.Provider withCredentials(Config.Provider provider, Config.Credential... credentials) {
        return new Config.Provider(
                provider.kind(),
                provider.name(),
                provider.enabled(),
                provider.prefix(),
                provider.baseUrl(),
                provider.headers(),
                List.of(credentials),
                provider.models(),
                provider.excludedModels(),
                provider.priority(),
                provider.terms(),
                provider.conduct(),
                provider.disclosure());
    }

    /** Further rounds, and the longest pause before one. */
    public Configs retrying(int rounds, Duration longestPause) {
        return routing(new Config.Routing(config.routing().strategy(), false, rounds, 0, longestPause, true, false));
    }

    public Configs routing(Config.Routing routing) {
        return with(config.limits(), config.deadlines(), config.access(), config.management(), routing);
    }

    /** Refuses what a translation cannot carry. */
    public Configs strict() {
        return replacing(new Config.Translation(true));
    }

    public Configs ampcode(Ampcode ampcode) {
        return with(ampcode, config.mediaFetching());
    }

    public Configs mediaFetching(MediaFetching mediaFetching) {
        return with(config.ampcode(), mediaFetching);
    }

    private Configs with(Ampcode ampcode, MediaFetching mediaFetching) {
        return replacing(ampcode, mediaFetching);
    }

    public Configs rescue(Config.RescueMode mode) {
        return replacing(new Config.Streaming(mode, Map.of()));
    }

    public Configs streaming(Config.Streaming streaming) {
        return replacing(streaming);
    }

    public Configs money(Money money) {
        return replacing(money);
    }

    public Configs care(Care care) {
        return replacing(care);
    }

    public Configs chains(Config.Chains chains) {
        return replacing(chains);
    }

    /** Another attempt beside the first whose first token is so late, for model {@code m}. */
    public Configs hedging(Duration late) {
        return streaming(new Config.Streaming(
                Config.RescueMode.CONTINUE, Map.of(), Map.of("m", late), Duration.ZERO, Duration.ZERO, false));
    }

    /** No client hears nothing for longer. */
    public Configs keepAlive(Duration silence) {
        return streaming(new Config.Streaming(Config.RescueMode.CONTINUE, Map.of(), Map.of(), silence, silence, false));
    }

    /** The same limit for the head, the first token and each silence. */
    public Configs patience(Duration each) {
        Deadlines deadlines = new Deadlines(each, each, each, each, Duration.ofSeconds(30));
        return with(config.limits(), deadlines, config.access(), config.management(), config.routing());
    }

    public Configs deadlines(Deadlines deadlines) {
        return replacing(deadlines);
    }

    public Configs limits(Config.Limits limits) {
        return with(limits, config.deadlines(), config.access(), config.management(), config.routing());
    }

    public Configs clientKeys(String... keys) {
        Config.Access access =
                new Config.Access(java.util.Arrays.stream(keys).map(Secret::new).toList(), false);
        return with(config.limits(), config.deadlines(), access, config.management(), config.routing());
    }

    public Configs management(Config.Management management) {
        return with(config.limits(), config.deadlines(), config.access(), management, config.routing());
    }

    private Configs with(
            Config.Limits limits,
            Deadlines deadlines,
            Config.Access access,
            Config.Management management,
            Config.Routing routing) {
        return replacing(limits, deadlines, access, management, routing);
    }

    /** The same configuration with other parts in the places of those of their kinds. */
    public Configs replacing(Object... parts) {
        try {
            Object[] values = new Object[COMPONENTS.length];
            for (int i = 0; i < COMPONENTS.length; i++) {
                values[i] = COMPONENTS[i].getAccessor().invoke(config);
                for (Object part : parts) {
                    if (COMPONENTS[i].getType().isInstance(part)) {
                        values[i] = part;
                    }
                }
            }
            return new Configs((Config) CONSTRUCTOR.newInstance(values));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a configuration is a record with one constructor", e);
        }
    }
}
