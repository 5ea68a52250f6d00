package io.lingzhi.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All settings of one moment, immutable, swapped whole. A request takes the snapshot once. Every key with type, unit
 * and default stands in {@code docs/config.md}.
 *
 * @param debug logs in detail
 */
public record Config(
        Server server,
        Limits limits,
        Deadlines deadlines,
        Access access,
        Management management,
        List<Provider> providers,
        Routing routing,
        Chains chains,
        Streaming streaming,
        StoredResponses storedResponses,
        Translation translation,
        Ampcode ampcode,
        MediaFetching mediaFetching,
        Care care,
        Money money,
        Assistant assistant,
        boolean usageStatistics,
        boolean debug) {
    public Config {
        providers = List.copyOf(providers);
    }

    /** Whether anybody who reaches the gateway's address could use it without a key, and nobody has allowed that. */
    public boolean standsOpen() {
        return access.keys().isEmpty() && !access.allowAnonymous() && !Addresses.isLoopback(server.host());
    }

    /** The same settings with another place to listen. */
    public Config withServer(Server other) {
        return new Config(
                other,
                limits,
                deadlines,
                access,
                management,
                providers,
                routing,
                chains,
                streaming,
                storedResponses,
                translation,
                ampcode,
                mediaFetching,
                care,
                money,
                assistant,
                usageStatistics,
                debug);
    }

    /** The same settings with another AI service. */
    public Config withAssistant(Assistant other) {
        return new Config(
                server,
                limits,
                deadlines,
                access,
                management,
                providers,
                routing,
                chains,
                streaming,
                storedResponses,
                translation,
                ampcode,
                mediaFetching,
                care,
                money,
                other,
                usageStatistics,
                debug);
    }

    /** Where the gateway listens. Needs a restart to change. */
    public record Server(String host, int port, Optional<Tls> tls, Duration drain) {}

    /** Paths of a PEM certificate chain and its PEM key. */
    public record Tls(String cert, String key) {}

    /**
     * Bounds on what clients may send and hold. Sizes in bytes.
     *
     * @param uploadBytes for bodies that are passed on as they arrive
     */
    public record Limits(
            long bodyBytes,
            int headerBytes,
            int connections,
            int frameBytes,
            long responseBytes,
            int inFlight,
            long uploadBytes) {}

    /** Who may use the gateway. With no keys, nobody, unless {@code allowAnonymous} or the address is loopback. */
    public record Access(List<Secret> keys, boolean allowAnonymous) {
        public Access {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Who may manage it. Without a key, nobody. The key may be a bcrypt hash ({@code $2a$}, {@code $2b$},
     * {@code $2y$}).
     */
    public record Management(Optional<Secret> key, boolean allowRemote) {}

    /** The kinds of provider that the file's lists stand for. */
    public enum ProviderKind {
        OPENAI_COMPATIBILITY("openai-compatibility"),
        CLAUDE("claude-api-key"),
        GEMINI("gemini-api-key"),
        CODEX("codex-api-key"),
        VERTEX("vertex-api-key"),
        XAI("xai-api-key"),
        INTERACTIONS("interactions-api-key");

        private final String key;

        ProviderKind(String key) {
            this.key = key;
        }

        /** The name of the list in the file. */
        public String key() {
            return key;
        }
    }

    /**
     * One entry of a provider list: an address, its credentials and its models.
     *
     * @param name for {@code openai-compatibility} the entry's {@code name}; for the others the list's first word
     * @param prefix registers its models as {@code prefix/alias} too
     * @param baseUrl without a slash at the end; empty: the vendor's own address
     * @param headers sent with every call; names as written
     * @param priority higher is asked first
     * @param terms what holds for its credentials alone
     * @param conduct what the entry says of deadlines and errors
     * @param disclosure what it is told of clients
     */
    public record Provider(
            ProviderKind kind,
            String name,
            boolean enabled,
            Optional<String> prefix,
            Optional<String> baseUrl,
            Map<String, Secret> headers,
            List<Credential> credentials,
            List<Model> models,
            List<String> excludedModels,
            int priority,
            EntryTerms terms,
            Conduct conduct,
            Disclosure disclosure) {
        /** A provider that says nothing of its own. */
        public Provider(
                ProviderKind kind,
                String name,
                boolean enabled,
                Optional<String> prefix,
                Optional<String> baseUrl,
                Map<String, Secret> headers,
                List<Credential> credentials,
                List<Model> models,
                List<String> excludedModels,
                int priority) {
            this(
                    kind,
                    name,
                    enabled,
                    prefix,
                    baseUrl,
                    headers,
                    credentials,
                    models,
                    excludedModels,
                    priority,
                    EntryTerms.USUAL,
                    Conduct.NONE,
                    Disclosure.NOTHING);
        }

        public Provider {
            headers = Map.copyOf(headers);
            credentials = List.copyOf(credentials);
            models = List.copyOf(models);
            excludedModels = List.copyOf(excludedModels);
        }

        /** What is known of the model that it calls so. */
        public ModelTraits traits(String upstreamModel) {
            return models.stream()
                    .filter(model -> model.name().equals(upstreamModel))
                    .findFirst()
                    .map(Model::traits)
                    .orElse(ModelTraits.NONE);
        }
    }

    /**
     * One key of a provider, or the way without a key.
     *
     * @param id stable, made of a digest, safe to show
     * @param proxyUrl {@code http}, {@code https}, {@code socks5}, {@code socks5h} or {@code direct}; a secret since it
     *     may hold a password
     * @param missing variables that are unset or empty, so that the credential is disabled; empty when usable
     */
    public record Credential(
            String id, Optional<Secret> key, Optional<Secret> proxyUrl, int weight, List<String> missing) {
        public Credential {
            missing = List.copyOf(missing);
        }

        public boolean usable() {
            return missing.isEmpty();
        }
    }

    /** A model of a provider: what clients call it, and what the upstream calls it. */
    public record Model(String name, String alias, ModelTraits traits) {
        /** A model of which nothing more is known. */
        public Model(String name, String alias) {
            this(name, alias, ModelTraits.NONE);
        }
    }

    /**
     * How candidates are ordered, and how often they are tried.
     *
     * @param switchProject whether a credential that is out of quota is followed by the next; else the client is told
     * @param switchPreviewModel whether the previews of {@link Chains} are tried when all are out of quota
     */
    public record Routing(
            Strategy strategy,
            boolean forceModelPrefix,
            int requestRetry,
            int maxRetryCredentials,
            Duration maxRetryInterval,
            boolean switchProject,
            boolean switchPreviewModel) {}

    /**
     * Where a model's requests go when the model itself cannot answer: names of models, in order, by the lower-case
     * name that was asked for. Names may cross providers and protocols.
     *
     * @param fallbacks when none of the model's credentials answers
     * @param largerContext when the conversation is too long for the model
     * @param previews when all credentials of the model are out of quota, and {@code quota-exceeded} allows it
     */
    public record Chains(
            Map<String, List<String>> fallbacks,
            Map<String, List<String>> largerContext,
            Map<String, List<String>> previews) {
        public static final Chains NONE = new Chains(Map.of(), Map.of(), Map.of());

        public Chains {
            fallbacks = Map.copyOf(fallbacks);
            largerContext = Map.copyOf(largerContext);
            previews = Map.copyOf(previews);
        }
    }

    /**
     * What becomes of answers that are late or break off.
     *
     * @param rescue of streamed answers that break off
     * @param byModel what holds for single models, by their lower-case names
     * @param hedging how late the first token of a model may be before another attempt is started beside the first
     * @param keepAlive how long a streaming client hears nothing at most; zero: no limit
     * @param wholeKeepAlive the same for a client that waits for a whole answer
     * @param passHeaders whether the client sees the upstream's response headers
     */
    public record Streaming(
            RescueMode rescue,
            Map<String, RescueMode> byModel,
            Map<String, Duration> hedging,
            Duration keepAlive,
            Duration wholeKeepAlive,
            boolean passHeaders) {
        public Streaming(RescueMode rescue, Map<String, RescueMode> byModel) {
            this(rescue, byModel, Map.of(), Duration.ZERO, Duration.ZERO, false);
        }

        public Streaming {
            byModel = Map.copyOf(byModel);
            hedging = Map.copyOf(hedging);
        }

        /** How late this model's first token may be; empty when no second attempt is wanted. */
        public Optional<Duration> hedging(String model) {
            return Optional.ofNullable(hedging.get(model.toLowerCase(Locale.ROOT)));
        }

        /** How long the client hears nothing at most; empty when it may be for as long as it takes. */
        public Optional<Duration> silence(boolean stream) {
            return Optional.of(stream ? keepAlive : wholeKeepAlive).filter(Duration::isPositive);
        }

        /** What holds for this model. */
        public RescueMode rescue(String model) {
            return byModel.getOrDefault(model.toLowerCase(Locale.ROOT), rescue);
        }
    }

    /** How an answer is rescued. */
    public enum RescueMode {
        /** The client is told that its answer broke off. */
        OFF,
        /** Another upstream goes on with it, where that gives one answer. */
        CONTINUE,
        /** The client gets nothing before the answer is whole. */
        ASSURED;

        /** The word in the configuration and in the request's header. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many answers are kept for {@code previous_response_id}, how large all together in bytes, and how long. */
    public record StoredResponses(long maxBytes, int maxCount, Duration age) {}

    /**
     * How requests are translated.
     *
     * @param strict refuses a request that would lose something, unless the request says otherwise itself
     */
    public record Translation(boolean strict) {}

    /** The order in which equal credentials are taken. */
    public enum Strategy {
        ROUND_ROBIN,
        WEIGHTED_ROUND_ROBIN,
        FILL_FIRST,
        LEAST_LATENCY
    }

    /**
     * The AI service on its own port.
     *
     * @param gatewayUrl set in the split deployment: the gateway's base URL with {@code /v1}
     * @param models short names of the seed, such as {@code deepseek}, to gateway aliases
     * @param order aliases to try when a request names no model, first usable first
     */
    public record Assistant(
            boolean enabled,
            String host,
            int port,
            Optional<String> gatewayUrl,
            Optional<Secret> gatewayKey,
            Map<String, String> models,
            List<String> order,
            Knowledge knowledge,
            AssistantConduct conduct) {
        public Assistant {
            models = Map.copyOf(models);
            order = List.copyOf(order);
        }

        /** The same service, running or not, in front of this gateway. */
        public Assistant asking(boolean running, Optional<String> url, Optional<Secret> key) {
            return new Assistant(running, host, port, url, key, models, order, knowledge, conduct);
        }
    }

    /**
     * The knowledge bases of the AI service.
     *
     * @param store where passages are indexed
     * @param postgresUrl a JDBC address, which may hold a password
     * @param analyzer how Chinese is cut into words
     * @param passage most characters of a passage
     * @param overlap most characters that two passages share
     * @param queryPrefix put before a question when its vector is made
     * @param document largest document, in bytes
     * @param workers documents ingested at a time
     */
    public record Knowledge(
            KnowledgeStore store,
            Optional<Secret> postgresUrl,
            KnowledgeAnalyzer analyzer,
            int passage,
            int overlap,
            double wordsWeight,
            double vectorWeight,
            String embedding,
            String queryPrefix,
            long document,
            int workers) {}

    /** Where passages are indexed. */
    public enum KnowledgeStore {
        LUCENE,
        POSTGRES
    }

    /** How Chinese is cut into words. */
    public enum KnowledgeAnalyzer {
        STANDARD,
        BIGRAM,
        MIXED,
        SMARTCN
    }
}
