package io.lingzhi.gateway.provider;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.ModelTraits;
import io.lingzhi.gateway.config.YamlRows;
import io.lingzhi.gateway.provider.ProviderRow.KeyHeader;
import io.lingzhi.llm.ThinkingLimits;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import io.lingzhi.llm.protocol.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tables of known providers and models, {@code providers.yaml} and {@code models.yaml}, and how a configured entry
 * is matched with them. What was matched once is remembered, since every request asks for it.
 */
public final class Providers {
    private final List<Known> known;
    private final List<ModelFacts> models;
    private final Memo<String, Optional<Known>> atUrl = new Memo<>(this::atUrl);
    private final Memo<String, ModelFacts> factsOf = new Memo<>(this::factsOf);
    private final Memo<Place, ProviderRow> rows = new Memo<>(this::row);

    /** A model of one entry of one configuration: the entry itself, since to compare what it says takes long. */
    private record Place(Config.Provider provider, String upstreamModel) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Place(Config.Provider entry, String model)
                    && entry == provider
                    && model.equals(upstreamModel);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(provider) + upstreamModel.hashCode();
        }
    }

    private record Known(
            String id,
            List<String> kinds,
            Optional<String> baseUrl,
            List<String> hosts,
            ProviderRow.Paths paths,
            Dialect dialect) {
        boolean hasHost(String host) {
            return hosts.stream().anyMatch(own -> host.equals(own) || host.endsWith("." + own));
        }
    }

    private Providers(List<Known> known, List<ModelFacts> models) {
        this.known = known;
        this.models = models;
    }

    /** The tables that come with the program. */
    public static Providers shipped() {
        return new Providers(table("providers.yaml", Providers::known), table("models.yaml", ModelFacts::of));
    }

    private static <T> List<T> table(String name, Function<Map<String, List<String>>, T> row) {
        try (InputStream in = Providers.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the table " + name + " is missing from the program's files");
            }
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return YamlRows.read(yaml).stream().map(row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Known known(Map<String, List<String>> row) {
        List<String> paths = row.getOrDefault("paths", List.of());
        return new Known(
                row.getOrDefault("id", List.of("")).getFirst(),
                row.getOrDefault("kinds", List.of()),
                row.getOrDefault("base-url", List.of()).stream().findFirst(),
                row.getOrDefault("hosts", List.of()),
                paths.isEmpty() ? ProviderRow.Paths.SAME : new ProviderRow.Paths(paths.getFirst(), paths.getLast()),
                new Dialect(quirks(row.getOrDefault("quirks", List.of()))));
    }

    static Set<Quirk> quirks(List<String> names) {
        return names.stream()
                .map(name -> Quirk.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .collect(Collectors.toSet());
    }

    /** The protocol that this configured entry is spoken to in. */
    public Protocol protocol(Config.Provider provider) {
        return protocol(provider.kind());
    }

    /** The id of the provider that an entry is known to be, by its kind or the host of its base URL. */
    public Optional<String> id(Config.Provider provider) {
        return match(provider).map(Known::id);
    }

    /** How this model of a configured entry is spoken to. What the configuration says of the model counts first. */
    public ProviderRow row(Config.Provider provider, String upstreamModel) {
        return rows.of(new Place(provider, upstreamModel));
    }

    private ProviderRow row(Place place) {
        Config.Provider provider = place.provider();
        String upstreamModel = place.upstreamModel();
        Optional<Known> match = match(provider);
        String baseUrl =
                provider.baseUrl().or(() -> match.flatMap(Known::baseUrl)).orElse("");
        ModelFacts facts = factsOf.of(upstreamModel);
        ModelTraits traits = provider.traits(upstreamModel);
        Optional<ThinkingLimits> thinking = traits.thinking().or(facts::thinking);
        Set<Quirk> quirks =
                new HashSet<>(match.map(Known::dialect).orElse(Dialect.PLAIN).quirks());
        quirks.addAll(facts.with());
        quirks.removeAll(facts.without());
        quirks.addAll(ofModel(protocol(provider), traits, thinking));
        return new ProviderRow(
                protocol(provider),
                baseUrl,
                ofKind(provider.kind()).map(Known::paths).orElse(ProviderRow.Paths.SAME),
                keyHeader(provider.kind(), baseUrl, match.isPresent()),
                new Dialect(quirks),
                thinking,
                traits,
                match.map(Known::id)
                        .orElseGet(() -> String.valueOf(URI.create(baseUrl).getAuthority())));
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // known or not
    private static Set<Quirk> ofModel(Protocol protocol, ModelTraits traits, Optional<ThinkingLimits> thinking) {
        Set<Quirk> quirks = new HashSet<>();
        if (traits.readsNoImages()) {
            quirks.add(Quirk.NO_IMAGES);
        }
        if (thinking.filter(ThinkingLimits::byLevel).isPresent()) {
            switch (protocol) {
                case ANTHROPIC -> quirks.add(Quirk.ADAPTIVE_THINKING);
                case GEMINI -> quirks.add(Quirk.THINKING_LEVELS);
                case OPENAI_CHAT, OPENAI_RESPONSES, OPENAI_COMPLETIONS, IN_PROCESS -> {}
            }
        }
        return quirks;
    }

    private Optional<Known> match(Config.Provider provider) {
        if (provider.baseUrl().isEmpty()) {
            return ofKind(provider.kind());
        }
        return atUrl.of(provider.baseUrl().get());
    }

    private Optional<Known> atUrl(String baseUrl) {
        String host = String.valueOf(URI.create(baseUrl).getHost());
        return known.stream().filter(row -> row.hasHost(host)).findFirst();
    }

    private ModelFacts factsOf(String upstreamModel) {
        return models.stream()
                .filter(row -> row.fits(upstreamModel))
                .findFirst()
                .orElse(ModelFacts.NONE);
    }

    private Optional<Known> ofKind(Config.ProviderKind kind) {
        return known.stream().filter(row -> row.kinds.contains(kind.key())).findFirst();
    }

    private static Protocol protocol(Config.ProviderKind kind) {
        return switch (kind) {
            case OPENAI_COMPATIBILITY -> Protocol.OPENAI_CHAT;
            case CODEX, XAI -> Protocol.OPENAI_RESPONSES;
            case CLAUDE -> Protocol.ANTHROPIC;
            case GEMINI, INTERACTIONS, VERTEX -> Protocol.GEMINI;
        };
    }

    /**
     * Third-party addresses that speak Anthropic's protocol expect a bearer; the vendor's own its {@code x-api-key}.
     */
    private static KeyHeader keyHeader(Config.ProviderKind kind, String baseUrl, boolean vendors) {
        return switch (kind) {
            case OPENAI_COMPATIBILITY, CODEX, XAI -> KeyHeader.BEARER;
            case CLAUDE -> vendors || baseUrl.isEmpty() ? KeyHeader.X_API_KEY : KeyHeader.BEARER;
            case GEMINI, INTERACTIONS, VERTEX -> KeyHeader.X_GOOG_API_KEY;
        };
    }
}
