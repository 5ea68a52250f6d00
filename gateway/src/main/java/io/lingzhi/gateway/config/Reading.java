package io.lingzhi.gateway.config;

import io.lingzhi.gateway.config.Settings.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One pass over the schema, over a file or, to list the keys, over none: collects what the pass finds out. Used by one
 * thread.
 */
final class Reading {
    private static final Comparator<Place> BY_POSITION =
            Comparator.comparing(Place::file).thenComparingInt(Place::line).thenComparingInt(Place::column);

    private final Path file;
    private final Variables variables;
    private final Locale locale;
    private final boolean describing;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private final SequencedMap<String, SequencedSet<String>> losses = new LinkedHashMap<>();
    private final SequencedMap<String, SequencedSet<String>> lostCandidates = new LinkedHashMap<>();
    private final Map<String, Place> firstUses = new LinkedHashMap<>();
    private final SequencedSet<String> inactive = new LinkedHashSet<>();
    private final SequencedMap<String, Setting> settings = new LinkedHashMap<>();
    private final SequencedMap<String, ConfigKey> keys = new LinkedHashMap<>();

    private Reading(Path file, Variables variables, Locale locale, boolean describing) {
        this.file = file;
        this.variables = variables;
        this.locale = locale;
        this.describing = describing;
    }

    static Reading of(Path file, Variables variables, Locale locale) {
        return new Reading(file, variables, locale, false);
    }

    /** A pass without a file, in which every list has one element, so that every key is asked for. */
    static Reading describing() {
        return new Reading(Path.of(""), new Variables(List.of()), Locale.ENGLISH, true);
    }

    boolean isDescribing() {
        return describing;
    }

    Variables variables() {
        return variables;
    }

    String say(Wording wording, Object... arguments) {
        return wording.in(locale, arguments);
    }

    Place start() {
        return Place.start(file);
    }

    Place place(Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    Place place(Node node) {
        return node.getStartMark().map(this::place).orElseGet(this::start);
    }

    /** The sort of node in words, never its content. */
    String kind(Node node) {
        return say(
                node instanceof MappingNode
                        ? Wording.FOUND_SECTION
                        : node instanceof SequenceNode ? Wording.FOUND_LIST : Wording.FOUND_TEXT);
    }

    void problem(Place place, String key, String found, Wording expected, Object... arguments) {
        String wanted = say(expected, arguments);
        String text = key.isEmpty()
                ? say(Wording.PROBLEM_OF_FILE, place, found, wanted)
                : say(Wording.PROBLEM, place, key, found, wanted);
        problems.add(new Problem(place, key, found, wanted, text));
    }

    void warn(Place place, String key, Wording wording, Object... arguments) {
        warnings.add(new Warning(place, key, say(Wording.WARNING, place, key, say(wording, arguments))));
    }

    void warn(Warning warning) {
        warnings.add(warning);
    }

    /** True when a credential already lacks the variable. */
    boolean isLost(String variable) {
        return lostCandidates.containsKey(variable);
    }

    /** Notes where a variable that is not set is used, so that its warning can point there. */
    void missing(String variable, Place place) {
        firstUses.merge(variable, place, (known, other) -> known.line() <= other.line() ? known : other);
    }

    /** Notes that for want of a variable something is off. Each variable gets one warning with all that it costs. */
    void lost(String variable, Wording consequence, Object... arguments) {
        losses.computeIfAbsent(variable, name -> new LinkedHashSet<>()).add(say(consequence, arguments));
    }

    /** Notes that for want of a variable an alias has one candidate less. */
    void lostCandidate(String variable, String alias) {
        losses.computeIfAbsent(variable, name -> new LinkedHashSet<>());
        lostCandidates.computeIfAbsent(variable, name -> new LinkedHashSet<>()).add(alias);
    }

    void inactive(String pattern) {
        inactive.add(pattern);
    }

    void remember(String path, Setting setting) {
        settings.putIfAbsent(path, setting);
    }

    void describe(ConfigKey key) {
        keys.putIfAbsent(key.key(), key);
    }

    void opened(Section section) {
        sections.add(section);
    }

    /** Tells what can be told only after the whole schema has been asked: unknown keys and missing variables. */
    void finish() {
        sections.forEach(Section::warnAboutUnknownKeys);
        losses.forEach((variable, consequences) -> {
            List<String> all = new ArrayList<>();
            if (lostCandidates.containsKey(variable)) {
                all.add(say(Wording.LOST_CANDIDATE, String.join(", ", lostCandidates.get(variable))));
            }
            all.addAll(consequences);
            Place place = firstUses.getOrDefault(variable, start());
            warn(place, variable, Wording.MISSING_VARIABLE, String.join("; ", all));
        });
        warnings.sort(Comparator.comparing(Warning::place, BY_POSITION));
        problems.sort(Comparator.comparing(Problem::place, BY_POSITION));
    }

    List<Problem> problems() {
        return problems;
    }

    List<Warning> warnings() {
        return warnings;
    }

    List<String> inactiveKeys() {
        return List.copyOf(inactive);
    }

    Settings settings() {
        return new Settings(settings);
    }

    List<ConfigKey> keys() {
        return List.copyOf(keys.values());
    }
}
