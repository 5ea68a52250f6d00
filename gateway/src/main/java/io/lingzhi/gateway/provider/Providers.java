package io.lingzhi.gateway.provider;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.YamlRows;
import io.lingzhi.gateway.provider.ProviderRow.KeyHeader;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of known providers, {@code providers.yaml}, and how a configured entry is matched with it. Immutable. */
public final class Providers {
    private final List<Known> known;

    private record Known(String id, List<String> kinds, Optional<String> baseUrl, List<String> hosts, Dialect dialect) {
        boolean hasHost(String host) {
            return hosts.stream().anyMatch(own -> host.equals(own) || host.endsWith("." + own));
        }
    }

    private Providers(List<Known> known) {
        this.known = known;
    }

    /** The table that comes with the program. */
    public static Providers shipped() {
        try (InputStream in = Providers.class.getResourceAsStream("providers.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the table of providers is missing from the program's files");
            }
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Providers(
                    YamlRows.read(yaml).stream().map(Providers::known).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Known known(Map<String, List<String>> row) {
        Set<Dialect.Quirk> quirks = row.getOrDefault("quirks", List.of()).stream()
                .map(name -> Dialect.Quirk.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .collect(Collectors.toSet());
        return new Known(
                row.getOrDefault("id", List.of("")).getFirst(),
                row.getOrDefault("kinds", List.of()),
                row.getOrDefault("base-url", List.of()).stream().findFirst(),
                row.getOrDefault("hosts", List.of()),
                new Dialect(quirks));
    }

    /** How this configured entry is spoken to. */
    public ProviderRow row(Config.Provider provider) {
        Optional<Known> match = match(provider);
        String baseUrl =
                provider.baseUrl().or(() -> match.flatMap(Known::baseUrl)).orElse("");
        return new ProviderRow(
                protocol(provider.kind()),
                baseUrl,
                keyHeader(provider.kind(), baseUrl, match.isPresent()),
                match.map(Known::dialect).orElse(Dialect.PLAIN));
    }

    private Optional<Known> match(Config.Provider provider) {
        if (provider.baseUrl().isEmpty()) {
            return known.stream()
                    .filter(row -> row.kinds.contains(provider.kind().key()))
                    .findFirst();
        }
        String host = String.valueOf(URI.create(provider.baseUrl().get()).getHost());
        return known.stream().filter(row -> row.hasHost(host)).findFirst();
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
