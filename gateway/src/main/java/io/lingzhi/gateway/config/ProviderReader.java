package io.lingzhi.gateway.config;

import io.lingzhi.gateway.config.Config.Credential;
import io.lingzhi.gateway.config.Config.Model;
import io.lingzhi.gateway.config.Config.ProviderKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the provider lists: seven of them, with the same fields in most. */
final class ProviderReader {
    private static final int MAX_WEIGHT = 1_000_000;
    private static final String HEADER_NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

    private final Reading reading;
    private final SecretText globalProxy;
    private final EntryTerms usual;
    private final CredentialIds ids = new CredentialIds();
    private final Set<List<Object>> seen = new HashSet<>();

    /** @param usual what holds for entries that say nothing */
    ProviderReader(Reading reading, SecretText globalProxy, EntryTerms usual) {
        this.reading = reading;
        this.globalProxy = globalProxy;
        this.usual = usual;
    }

    /** What the credentials of one entry share. */
    private record Entry(
            Section section,
            ProviderKind kind,
            String name,
            boolean enabled,
            Optional<String> prefix,
            Optional<String> baseUrl,
            Map<String, SecretText> headers,
            List<Model> models,
            Conduct conduct) {}

    List<Config.Provider> read(Section top) {
        List<Config.Provider> providers = new ArrayList<>();
        for (ProviderKind kind : ProviderKind.values()) {
            for (Section section : top.sections(kind.key())) {
                provider(entry(section, kind)).ifPresent(providers::add);
            }
        }
        providers.addAll(oldGemini(top));
        return providers;
    }

    private Entry entry(Section section, ProviderKind kind) {
        boolean open = kind == ProviderKind.OPENAI_COMPATIBILITY;
        String vendor = kind.key().substring(0, kind.key().indexOf('-'));
        String name = open ? section.value("name", ValueType.text(), kind.key()).strip() : vendor;
        boolean disabled = open && section.value("disabled", ValueType.flag(), false);
        return new Entry(
                section,
                kind,
                name,
                !disabled,
                prefix(section),
                section.optional("base-url", ValueType.baseUrl()),
                headers(section),
                new ModelReader(reading, kind).read(section),
                new ConductReader(reading).read(section));
    }

    private Optional<Config.Provider> provider(Entry entry) {
        Section section = entry.section();
        int priority = section.value("priority", ValueType.integer(-MAX_WEIGHT, MAX_WEIGHT), 0);
        List<String> excluded = excluded(section);
        EntryTerms terms = CareReader.terms(section, usual);
        InactiveKeys.readProvider(section.inactive(), entry.kind());
        Disclosure disclosure = disclosure(section, entry.kind());
        List<SecretText> keys = new ArrayList<>();
        List<Credential> credentials = credentials(entry, keys);
        if (isLeftOut(entry, keys)) {
            return Optional.empty();
        }
        return Optional.of(new Config.Provider(
                entry.kind(),
                entry.name(),
                entry.enabled(),
                entry.prefix(),
                entry.baseUrl(),
                usableHeaders(entry),
                credentials,
                entry.models(),
                excluded,
                priority,
                terms,
                entry.conduct(),
                disclosure));
    }

    /** Entries that cannot work are left out with a warning, as CLIProxyAPI leaves them out without one. */
    private boolean isLeftOut(Entry entry, List<SecretText> keys) {
        boolean noAddress = entry.baseUrl().isEmpty();
        boolean noKey = keys.stream().allMatch(SecretText::isEmpty);
        Optional<Wording> reason = switch (entry.kind()) {
            case OPENAI_COMPATIBILITY, CODEX, XAI ->
                noAddress ? Optional.of(Wording.ENTRY_WITHOUT_ADDRESS) : Optional.empty();
            case VERTEX -> noKey ? Optional.of(Wording.ENTRY_WITHOUT_KEY) : twice(entry, keys);
            case CLAUDE -> noKey && noAddress ? Optional.of(Wording.ENTRY_WITHOUT_BOTH) : Optional.empty();
            case GEMINI, INTERACTIONS ->
                noKey && noAddress ? Optional.of(Wording.ENTRY_WITHOUT_BOTH) : twice(entry, keys);
        };
        reason.ifPresent(
                why -> reading.warn(entry.section().place(), entry.section().path(), why));
        return reason.isPresent();
    }

    private Optional<Wording> twice(Entry entry, List<SecretText> keys) {
        List<Object> identity = new ArrayList<>(List.of(entry.kind(), entry.baseUrl()));
        keys.forEach(key -> identity.add(key.raw()));
        if (entry.kind() != ProviderKind.VERTEX) {
            Map<String, Secret> headers = new TreeMap<>();
            entry.headers().forEach((name, value) -> headers.put(name, value.raw()));
            identity.add(proxy(entry.section()).raw());
            identity.addAll(List.of(entry.prefix(), headers));
        }
        return seen.add(identity) ? Optional.empty() : Optional.of(Wording.ENTRY_TWICE);
    }

    /** The credentials; {@code keys} receives what stands in the file for each of them. */
    private List<Credential> credentials(Entry entry, List<SecretText> keys) {
        Section section = entry.section();
        SecretText nothing = SecretText.nothing(section.place());
        int weight = section.value("weight", weightType(), 1);
        SecretText proxy = entry.kind() == ProviderKind.OPENAI_COMPATIBILITY ? nothing : proxy(section);
        List<Credential> credentials = new ArrayList<>();
        if (entry.kind() != ProviderKind.OPENAI_COMPATIBILITY) {
            keys.add(section.secret("api-key", ValueType.secret()));
            return List.of(credential(entry, keys.getFirst(), proxy, weight));
        }
        for (Section each : section.sections("api-key-entries")) {
            SecretText key = each.secret("api-key", ValueType.secret());
            keys.add(key);
            credentials.add(credential(entry, key, proxy(each), each.value("weight", weightType(), weight)));
        }
        if (section.has("api-keys")) {
            reading.warn(section.place("api-keys"), section.path("api-keys"), Wording.OLD_KEY, "api-key-entries");
        }
        for (SecretText old : section.secrets("api-keys", ValueType.secret())) {
            keys.add(old);
            credentials.add(credential(entry, old, nothing, weight));
        }
        if (credentials.isEmpty()) {
            credentials.add(credential(entry, nothing, nothing, weight));
        }
        return credentials;
    }

    private Credential credential(Entry entry, SecretText key, SecretText proxy, int weight) {
        Set<String> missing = new LinkedHashSet<>(key.missing());
        missing.addAll(proxy.missing());
        if (entry.enabled()) {
            missing.forEach(variable -> lose(entry, variable));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        entry.headers()
                .forEach((name, value) ->
                        headers.put(name, value.value().orElse(value.raw()).reveal()));
        String id = ids.next(
                idKind(entry),
                key.value().orElse(key.raw()).reveal(),
                entry.baseUrl().orElse(""),
                proxy.value().orElse(proxy.raw()).reveal(),
                entry.prefix().orElse(""),
                headers);
        return new Credential(id, key.value(), proxy.value().or(globalProxy::value), weight, List.copyOf(missing));
    }

    private void lose(Entry entry, String variable) {
        if (entry.models().isEmpty()) {
            reading.lostCandidate(variable, entry.name());
        }
        entry.models().forEach(model -> reading.lostCandidate(variable, model.alias()));
    }

    private static String idKind(Entry entry) {
        return switch (entry.kind()) {
            case OPENAI_COMPATIBILITY -> entry.kind().key() + ":" + entry.name();
            case INTERACTIONS -> "gemini-interactions:apikey";
            case CLAUDE, GEMINI, CODEX, VERTEX, XAI -> entry.name() + ":apikey";
        };
    }

    private static SecretText proxy(Section section) {
        return section.secret("proxy-url", ValueType.proxy());
    }

    private static ValueType<Integer> weightType() {
        return ValueType.integer(-MAX_WEIGHT, MAX_WEIGHT);
    }

    private Optional<String> prefix(Section section) {
        Optional<String> prefix = section.optional("prefix", ValueType.text())
                .map(text -> text.replaceAll("^[\\s/]+|[\\s/]+$", ""))
                .filter(text -> !text.isEmpty());
        if (prefix.isPresent() && prefix.get().contains("/")) {
            reading.warn(section.place("prefix"), section.path("prefix"), Wording.PREFIX_DROPPED);
            return Optional.empty();
        }
        return prefix;
    }

    private Map<String, SecretText> headers(Section section) {
        Map<String, SecretText> headers = new LinkedHashMap<>();
        section.secretMap("headers", ValueType.headerValue()).forEach((written, value) -> {
            String name = written.strip();
            if (!name.matches(HEADER_NAME)) {
                String path = section.path("headers");
                reading.problem(value.place(), path, '"' + name + '"', Wording.EXPECTED_HEADER_NAME);
            } else if (!value.isEmpty()) {
                headers.put(name, value);
            }
        });
        return headers;
    }

    /**
     * The headers that lack no variable. The others are told, unless their variable disables the provider's keys
     * anyway.
     */
    private Map<String, Secret> usableHeaders(Entry entry) {
        Map<String, Secret> usable = new LinkedHashMap<>();
        entry.headers().forEach((name, header) -> {
            header.value().ifPresent(value -> usable.put(name, value));
            if (entry.enabled()) {
                header.missing().stream()
                        .filter(variable -> !reading.isLost(variable))
                        .forEach(variable -> reading.lost(variable, Wording.LOST_HEADER, name, entry.name()));
            }
        });
        return usable;
    }

    private static Disclosure disclosure(Section section, ProviderKind kind) {
        boolean cacheKey = kind == ProviderKind.OPENAI_COMPATIBILITY
                && section.value("support-prompt-cache-key", ValueType.flag(), false);
        if (kind != ProviderKind.CLAUDE) {
            return new Disclosure(cacheKey, false, false);
        }
        Section cloak = section.section("cloak");
        Map<String, Boolean> passesHeaders = new LinkedHashMap<>();
        passesHeaders.put("auto", false);
        passesHeaders.put("always", false);
        passesHeaders.put("never", true);
        boolean headers = cloak.value("mode", ValueType.choice(passesHeaders), false);
        boolean userId = cloak.value("cache-user-id", ValueType.flag(), false);
        InactiveKeys.readCloak(cloak.inactive());
        return new Disclosure(cacheKey, userId, headers);
    }

    private static List<String> excluded(Section section) {
        return section.list("excluded-models", ValueType.text(), List.of()).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** The list of bare Gemini keys of CLIProxyAPI up to 6.3: each is an entry of its own. */
    private List<Config.Provider> oldGemini(Section top) {
        String name = "generative-language-api-key";
        List<Config.Provider> providers = new ArrayList<>();
        for (SecretText key : top.secrets(name, ValueType.secret())) {
            Entry entry = new Entry(
                    top,
                    ProviderKind.GEMINI,
                    "gemini",
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    List.of(),
                    Conduct.NONE);
            List<Credential> credentials = List.of(credential(entry, key, SecretText.nothing(key.place()), 1));
            providers.add(new Config.Provider(
                    entry.kind(),
                    entry.name(),
                    true,
                    entry.prefix(),
                    entry.baseUrl(),
                    Map.of(),
                    credentials,
                    List.of(),
                    List.of(),
                    0,
                    usual,
                    Conduct.NONE,
                    Disclosure.NOTHING));
        }
        if (top.has(name)) {
            reading.warn(top.place(name), name, Wording.OLD_KEY, ProviderKind.GEMINI.key());
        }
        return providers;
    }
}
