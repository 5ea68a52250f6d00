package io.lingzhi.gateway.route;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.ModelTraits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All names that clients may use for a model, and the providers behind each. Made once for a configuration; immutable.
 * Names are compared without regard to case.
 */
public final class RouteTable {
    /** The name that asks for the best model there is. */
    private static final String AUTO = "auto";
    /** Most models that it stands for. */
    private static final int MOST_BEST = 16;

    private final Map<String, Entry> entries;
    /** What each name leads to. */
    private final Map<String, Resolution> resolutions = new HashMap<>();

    private final Map<String, String> local;
    private final Config.Chains chains;

    /** A name as it is listed, with every provider that has it. */
    private record Entry(String name, List<Candidate> candidates) {}

    /**
     * A model that can be asked for now.
     *
     * @param owner the provider that is asked first
     * @param traits what that one's entry says of it
     */
    public record Listed(String name, String owner, ModelTraits traits) {
        /** A model of which nothing more is known. */
        public Listed(String name, String owner) {
            this(name, owner, ModelTraits.NONE);
        }
    }

    private RouteTable(Map<String, Entry> entries, Map<String, String> local, Config.Chains chains) {
        this.entries = entries;
        entries.forEach((key, entry) -> resolutions.put(key, resolution(entry.candidates())));
        this.local = local;
        this.chains = chains;
    }

    /**
     * @param localModels names that the process serves itself where no provider declares them, to the model behind each
     */
    public static RouteTable of(Config config, Map<String, String> localModels) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        config.providers().stream()
                .filter(Config.Provider::enabled)
                .sorted(Comparator.comparingInt(Config.Provider::priority).reversed())
                .forEach(provider -> add(entries, provider, config.routing().forceModelPrefix()));
        return new RouteTable(entries, lowerCaseKeys(localModels), config.chains());
    }

    private static void add(Map<String, Entry> entries, Config.Provider provider, boolean prefixOnly) {
        for (Config.Model model : provider.models()) {
            if (excluded(provider.excludedModels(), model.alias())) {
                continue;
            }
            provider.prefix().ifPresent(prefix -> put(entries, prefix + "/" + model.alias(), provider, model));
            boolean itself =
                    provider.prefix().filter(model.alias()::equalsIgnoreCase).isPresent();
            if (provider.prefix().isEmpty() || !prefixOnly || itself) {
                put(entries, model.alias(), provider, model);
            }
        }
    }

    /** A name that is declared more than once is a pool; the same model of the same provider counts in it once. */
    private static void put(Map<String, Entry> entries, String name, Config.Provider provider, Config.Model model) {
        Entry entry = entries.computeIfAbsent(key(name), ignored -> new Entry(name, new ArrayList<>()));
        Candidate candidate = new Candidate(provider, model.name());
        if (!entry.candidates().contains(candidate)) {
            entry.candidates().add(candidate);
        }
    }

    private static boolean excluded(List<String> patterns, String alias) {
        return patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, alias));
    }

    private static Map<String, String> lowerCaseKeys(Map<String, String> models) {
        Map<String, String> byKey = new TreeMap<>();
        models.forEach((name, model) -> byKey.put(key(name), model));
        return byKey;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * The models by which a request for this one may be answered, in order: the model itself, if anything serves it,
     * then its chains. Empty where nothing is.
     *
     * @param asked the name that was asked for, without a wish for thinking
     */
    public List<Stage> stages(String asked, Config.Chains chains, boolean previews) {
        return stages(asked, chains, previews, this::served);
    }

    /**
     * The same models with all that is configured for each, usable or not. A name that nothing has comes without
     * candidates.
     */
    public List<Stage> declared(String asked, Config.Chains chains, boolean previews) {
        return stages(asked, chains, previews, this::declared);
    }

    /** Finds what one name stands for. */
    private interface Finding {
        Optional<Stage> of(Stage.Reason reason, String model);
    }

    private List<Stage> stages(String asked, Config.Chains chains, boolean previews, Finding finding) {
        List<Stage> stages = new ArrayList<>();
        if (isAuto(asked)) {
            best().forEach(model -> finding.of(stages.isEmpty() ? Stage.Reason.ASKED : Stage.Reason.FALLBACK, model)
                    .ifPresent(stages::add));
            return List.copyOf(stages);
        }
        finding.of(Stage.Reason.ASKED, asked).ifPresent(stages::add);
        if (previews) {
            add(stages, Stage.Reason.PREVIEW, chains.previews().getOrDefault(key(asked), List.of()), finding);
        }
        add(stages, Stage.Reason.FALLBACK, chains.fallbacks().getOrDefault(key(asked), List.of()), finding);
        add(stages, Stage.Reason.LARGER_CONTEXT, chains.largerContext().getOrDefault(key(asked), List.of()), finding);
        return List.copyOf(stages);
    }

    private static void add(List<Stage> stages, Stage.Reason reason, List<String> models, Finding finding) {
        models.forEach(model -> finding.of(reason, model).ifPresent(stages::add));
    }

    /** Whether the name asks for the best model there is; not where a provider has a model of that name. */
    private boolean isAuto(String model) {
        return key(model).equals(AUTO) && !entries.containsKey(AUTO);
    }

    /**
     * The models that {@value #AUTO} stands for, best first: those of its {@code fallbacks}, where it has some; else
     * all that have a usable credential, higher priority first and then as they stand in the file.
     */
    private List<String> best() {
        List<String> chosen = chains.fallbacks().getOrDefault(AUTO, List.of());
        List<String> all = entries.values().stream()
                .filter(entry -> entry.candidates().stream().anyMatch(RouteTable::usable))
                .map(Entry::name)
                .toList();
        return (chosen.isEmpty() ? all : chosen)
                .stream()
                        .filter(name -> !key(name).equals(AUTO))
                        .limit(MOST_BEST)
                        .toList();
    }

    private Optional<Stage> served(Stage.Reason reason, String model) {
        return switch (resolve(model)) {
            case Resolution.Served(List<Candidate> candidates) ->
                Optional.of(new Stage(reason, model, candidates, Optional.empty()));
            case Resolution.Local(String name) -> Optional.of(new Stage(reason, model, List.of(), Optional.of(name)));
            case Resolution.Unserved _, Resolution.Unknown _ -> Optional.empty();
        };
    }

    private Optional<Stage> declared(Stage.Reason reason, String model) {
        return Optional.ofNullable(entries.get(key(model)))
                .map(entry -> new Stage(reason, model, entry.candidates(), Optional.empty()))
                .or(() -> served(reason, model))
                .or(() -> Optional.of(new Stage(reason, model, List.of(), Optional.empty())));
    }

    /** What this name leads to. */
    public Resolution resolve(String model) {
        Resolution known = resolutions.get(key(model));
        if (known != null) {
            return known;
        }
        String localModel = local.get(key(model));
        if (localModel != null) {
            return new Resolution.Local(localModel);
        }
        return isAuto(model) ? auto() : new Resolution.Unknown(Nearest.to(model, names(), 3));
    }

    private static Resolution resolution(List<Candidate> candidates) {
        List<Candidate> usable = candidates.stream().filter(RouteTable::usable).toList();
        return usable.isEmpty() ? new Resolution.Unserved(missing(candidates)) : new Resolution.Served(usable);
    }

    private Resolution auto() {
        List<String> best = best();
        return best.isEmpty() ? new Resolution.Unknown(List.of()) : resolve(best.getFirst());
    }

    private static boolean usable(Candidate candidate) {
        return candidate.provider().credentials().stream().anyMatch(Config.Credential::usable);
    }

    private static List<String> missing(List<Candidate> candidates) {
        Set<String> variables = new LinkedHashSet<>();
        for (Candidate candidate : candidates) {
            candidate.provider().credentials().forEach(credential -> variables.addAll(credential.missing()));
        }
        return List.copyOf(variables);
    }

    /** The models that can be asked for now, sorted by name. */
    public List<Listed> listed() {
        Map<String, Listed> listed = new TreeMap<>();
        local.keySet().forEach(name -> listed.put(name, new Listed(name, "lingzhi")));
        entries.forEach((key, entry) -> entry.candidates().stream()
                .filter(RouteTable::usable)
                .findFirst()
                .ifPresent(first -> listed.put(key, listed(entry.name(), first))));
        return List.copyOf(listed.values());
    }

    private static Listed listed(String name, Candidate first) {
        ModelTraits traits = first.provider().models().stream()
                .filter(model -> model.name().equals(first.upstreamModel()))
                .filter(model -> name.endsWith(model.alias()))
                .findFirst()
                .map(Config.Model::traits)
                .orElse(ModelTraits.NONE);
        return new Listed(name, first.provider().name(), traits);
    }

    private Collection<String> names() {
        return listed().stream().map(Listed::name).toList();
    }
}
