package io.lingzhi.gateway.config;

import io.lingzhi.gateway.config.Settings.Setting;
import io.lingzhi.gateway.config.YamlTree.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A mapping of the file while it is read: each question names a key, its type and its default, so the questions
 * together are the schema. A wrong answer becomes a {@link Problem} and the default is given, so reading goes on. A key
 * with no value counts as absent.
 */
final class Section {
    private static final String MASK = "***";
    private static final String LABEL = "[\\p{L}\\p{N} ._:/-]{1,64}";

    private final Reading reading;
    private final String path;
    private final String pattern;
    private final Place place;
    private final Map<String, Entry> entries;
    private final Set<String> asked;
    private final KeyStatus status;
    private final boolean noted;
    private final NodeReader nodes;

    private Section(
            Reading reading,
            String path,
            String pattern,
            Place place,
            Map<String, Entry> entries,
            Set<String> asked,
            KeyStatus status,
            boolean noted) {
        this.reading = reading;
        this.path = path;
        this.pattern = pattern;
        this.place = place;
        this.entries = entries;
        this.asked = asked;
        this.status = status;
        this.noted = noted;
        this.nodes = new NodeReader(reading);
    }

    /** The top of a file. */
    static Section top(Reading reading, MappingNode mapping) {
        return open(reading, "", "", reading.place(mapping), YamlTree.entries(mapping), KeyStatus.ACTIVE, false);
    }

    /** A top without content, for the defaults and for listing the keys. */
    static Section empty(Reading reading) {
        return open(reading, "", "", reading.start(), Map.of(), KeyStatus.ACTIVE, false);
    }

    private static Section open(
            Reading reading,
            String path,
            String pattern,
            Place place,
            Map<String, Entry> entries,
            KeyStatus status,
            boolean noted) {
        Section section = new Section(reading, path, pattern, place, entries, new LinkedHashSet<>(), status, noted);
        reading.opened(section);
        return section;
    }

    /** This section, for asking about keys that nothing reads yet. */
    Section inactive() {
        return as(KeyStatus.INACTIVE);
    }

    /** This section, for asking about keys whose change needs a restart. */
    Section restart() {
        return as(KeyStatus.RESTART);
    }

    private Section as(KeyStatus other) {
        KeyStatus worst = status == KeyStatus.INACTIVE ? status : other;
        return new Section(reading, path, pattern, place, entries, asked, worst, noted);
    }

    String path() {
        return path;
    }

    Place place() {
        return place;
    }

    /** Where the key stands, or else where the section begins. */
    Place place(String name) {
        return Optional.ofNullable(entries.get(name))
                .map(entry -> reading.place(entry.value()))
                .orElse(place);
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** True when the file has the key with a value. */
    boolean has(String name) {
        return Optional.ofNullable(entries.get(name))
                .filter(entry -> !NodeReader.isNull(entry.value()))
                .isPresent();
    }

    <T> T value(String name, ValueType<T> type, T fallback) {
        describe(name, type.name(), type.unit(), type.show().apply(fallback));
        T value = ask(name).flatMap(node -> nodes.read(node, path(name), type)).orElse(fallback);
        remember(path(name), type.show().apply(value), false);
        return value;
    }

    /** A value without default. Empty text counts as absent. */
    <T> Optional<T> optional(String name, ValueType<T> type) {
        describe(name, type.name(), type.unit(), "");
        Optional<T> value = ask(name)
                .flatMap(node -> nodes.read(node, path(name), type))
                .filter(read -> !type.show().apply(read).isEmpty());
        remember(path(name), value.map(type.show()).orElse(""), false);
        return value;
    }

    <T> List<T> list(String name, ValueType<T> type, List<T> fallback) {
        String shown = fallback.isEmpty() ? "" : show(fallback, type);
        describe(name, "list of " + type.name(), type.unit(), shown);
        List<T> values = ask(name).map(node -> items(node, path(name), type)).orElse(fallback);
        remember(path(name), show(values, type), false);
        return values;
    }

    private static <T> String show(List<T> values, ValueType<T> type) {
        return values.stream().map(type.show()).toList().toString();
    }

    private <T> List<T> items(Node node, String listPath, ValueType<T> type) {
        List<T> values = new ArrayList<>();
        List<Node> found = nodes.elements(node, listPath);
        for (int index = 0; index < found.size(); index++) {
            nodes.read(found.get(index), listPath + "[" + index + "]", type).ifPresent(values::add);
        }
        return values;
    }

    <T> Map<String, T> map(String name, ValueType<T> type, Map<String, T> fallback) {
        StringBuilder shown = new StringBuilder();
        fallback.forEach((key, value) -> shown.append(shown.isEmpty() ? "" : ", ")
                .append(key)
                .append(": ")
                .append(type.show().apply(value)));
        describe(name, "map of " + type.name(), type.unit(), fallback.isEmpty() ? "" : "{" + shown + "}");
        Map<String, T> values = new LinkedHashMap<>();
        Optional<Node> node = ask(name);
        node.ifPresent(found -> nodes.fields(found, path(name))
                .forEach((key, entry) -> nodes.read(entry.value(), path(name) + "." + key, type)
                        .ifPresent(value -> values.put(key, value))));
        Map<String, T> result = node.isPresent() ? values : fallback;
        result.forEach(
                (key, value) -> remember(path(name) + "." + key, type.show().apply(value), false));
        return result;
    }

    /** Lists by name; the names in lower case. */
    <T> Map<String, List<T>> lists(String name, ValueType<T> type) {
        describe(name, "map of lists of " + type.name(), type.unit(), "");
        Map<String, List<T>> values = new LinkedHashMap<>();
        ask(name)
                .ifPresent(found -> nodes.fields(found, path(name)).forEach((key, entry) -> {
                    List<T> items = items(entry.value(), path(name) + "." + key, type);
                    values.put(key.toLowerCase(Locale.ROOT), items);
                    remember(path(name) + "." + key, show(items, type), false);
                }));
        return values;
    }

    /** A text that is never shown. Variables it lacks are answered, not told as problems. */
    SecretText secret(String name, ValueType<String> type) {
        describe(name, type.name(), type.unit(), "");
        return ask(name)
                .map(node -> secret(node, path(name), type))
                .orElseGet(() -> new SecretText(Optional.empty(), new Secret(""), List.of(), place));
    }

    List<SecretText> secrets(String name, ValueType<String> type) {
        describe(name, "list of " + type.name(), type.unit(), "");
        List<SecretText> secrets = new ArrayList<>();
        List<Node> found =
                ask(name).map(node -> nodes.elements(node, path(name))).orElse(List.of());
        for (int index = 0; index < found.size(); index++) {
            secrets.add(secret(found.get(index), path(name) + "[" + index + "]", type));
        }
        return secrets;
    }

    Map<String, SecretText> secretMap(String name, ValueType<String> type) {
        describe(name, "map of " + type.name(), type.unit(), "");
        Map<String, SecretText> secrets = new LinkedHashMap<>();
        ask(name)
                .ifPresent(node -> nodes.fields(node, path(name))
                        .forEach(
                                (key, entry) -> secrets.put(key, secret(entry.value(), path(name) + "." + key, type))));
        return secrets;
    }

    private SecretText secret(Node node, String at, ValueType<String> type) {
        SecretText secret = nodes.secret(node, at, type);
        remember(at, secret.value().orElse(secret.raw()).reveal(), true);
        return secret;
    }

    /** The section under a key. Ask for each once, since unknown keys are those that one section was not asked for. */
    Section section(String name) {
        Map<String, Entry> found =
                ask(name).map(node -> nodes.fields(node, path(name))).orElse(Map.of());
        return open(reading, path(name), pattern(name), place(name), found, status, noted());
    }

    /** The elements of a list of sections. While the keys are listed there is exactly one. */
    List<Section> sections(String name) {
        String inner = pattern(name) + "[]";
        Optional<Node> node = ask(name);
        if (reading.isDescribing()) {
            return List.of(open(reading, path(name) + "[]", inner, place, Map.of(), status, noted()));
        }
        List<Section> sections = new ArrayList<>();
        Set<String> labels = new LinkedHashSet<>();
        List<Node> elements = node.map(list -> nodes.elements(list, path(name))).orElse(List.of());
        for (int index = 0; index < elements.size(); index++) {
            Node element = elements.get(index);
            Map<String, Entry> fields = nodes.fields(element, path(name) + "[" + index + "]");
            String label = label(fields).filter(labels::add).orElse(String.valueOf(index));
            String at = path(name) + "[" + label + "]";
            sections.add(open(reading, at, inner, reading.place(element), fields, status, noted()));
        }
        return sections;
    }

    /** The element's own name, when it is short, plain and needs no variable. */
    private static Optional<String> label(Map<String, Entry> fields) {
        return Optional.ofNullable(fields.get("name"))
                .map(Entry::value)
                .filter(ScalarNode.class::isInstance)
                .map(node -> ((ScalarNode) node).getValue())
                .filter(name -> name.matches(LABEL));
    }

    /** A subtree that is accepted as it is, if it is a mapping. */
    void anyMapping(String name) {
        describe(name, "any mapping", "", "");
        ask(name).ifPresent(node -> {
            nodes.fields(node, path(name));
            remember(path(name), FreeForm.text(node, path(name), reading), true);
        });
    }

    /** A subtree that is accepted as it is, if it is a mapping of lists. */
    void anyLists(String name) {
        describe(name, "map of any lists", "", "");
        ask(name).ifPresent(node -> {
            nodes.fields(node, path(name)).forEach((key, entry) -> {
                if (!NodeReader.isNull(entry.value())) {
                    nodes.elements(entry.value(), path(name) + "." + key);
                }
            });
            remember(path(name), FreeForm.text(node, path(name), reading), true);
        });
    }

    /** A list that is accepted as it is. */
    void anyList(String name) {
        describe(name, "any list", "", "");
        ask(name).ifPresent(node -> {
            nodes.elements(node, path(name));
            remember(path(name), FreeForm.text(node, path(name), reading), true);
        });
    }

    /** Warns about each key that nobody asked for. Called once, after the whole schema has been asked. */
    void warnAboutUnknownKeys() {
        entries.forEach((name, entry) -> {
            if (asked.contains(name)) {
                return;
            }
            Place at = reading.place(entry.key());
            NearestKey.of(name, asked)
                    .ifPresentOrElse(
                            near -> reading.warn(at, path(name), Wording.UNKNOWN_KEY_NEAR, near),
                            () -> reading.warn(at, path(name), Wording.UNKNOWN_KEY));
        });
    }

    private Optional<Node> ask(String name) {
        asked.add(name);
        Optional<Node> node =
                Optional.ofNullable(entries.get(name)).map(Entry::value).filter(value -> !NodeReader.isNull(value));
        if (node.isPresent() && status == KeyStatus.INACTIVE && !noted) {
            reading.inactive(pattern(name));
        }
        return node;
    }

    private String pattern(String name) {
        return pattern.isEmpty() ? name : pattern + "." + name;
    }

    /** Below an inactive key the parent alone is reported. */
    private boolean noted() {
        return status == KeyStatus.INACTIVE;
    }

    private void describe(String name, String type, String unit, String fallback) {
        if (reading.isDescribing()) {
            reading.describe(new ConfigKey(pattern(name), type, unit, fallback, status));
        }
    }

    private void remember(String at, String value, boolean masked) {
        String shown = masked ? MASK : Addresses.masked(value);
        reading.remember(at, new Setting(new Secret(value), shown, status));
    }
}
