package io.lingzhi.gateway.config;

import io.lingzhi.gateway.config.Variables.Filled;
import io.lingzhi.gateway.config.YamlTree.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Turns one YAML node into a value, with variables filled, or tells the problem. */
final class NodeReader {
    private static final String MASK = "***";
    private static final int SHOWN_LENGTH = 40;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final Reading reading;

    NodeReader(Reading reading) {
        this.reading = reading;
    }

    /** True for a key without value, which counts as absent. */
    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.isPlain() && NULLS.contains(scalar.getValue());
    }

    /** A secret. Variables that it lacks are answered, not told as problems. */
    SecretText secret(Node node, String at, ValueType<String> type) {
        Place where = reading.place(node);
        if (isNull(node)) {
            return SecretText.nothing(where);
        }
        if (!(node instanceof ScalarNode scalar)) {
            reading.problem(where, at, reading.kind(node), type.expected());
            return SecretText.nothing(where);
        }
        Filled filled = reading.variables().fill(scalar.getValue());
        Secret raw = new Secret(scalar.getValue());
        if (filled.malformed()) {
            reading.problem(where, at, reading.say(Wording.FOUND_MALFORMED), Wording.EXPECTED_REFERENCE);
            return SecretText.nothing(where);
        }
        if (!filled.missing().isEmpty()) {
            filled.missing().forEach(variable -> reading.missing(variable, where));
            return new SecretText(Optional.empty(), raw, filled.missing(), where);
        }
        Optional<String> value = type.parse().apply(filled.text());
        if (value.isEmpty()) {
            reading.problem(where, at, MASK, type.expected());
        }
        return new SecretText(value.filter(text -> !text.isEmpty()).map(Secret::new), raw, List.of(), where);
    }

    /** A value that may be shown; empty after a problem. */
    <T> Optional<T> read(Node node, String at, ValueType<T> type) {
        Place where = reading.place(node);
        Object[] arguments = type.arguments().toArray();
        if (isNull(node) || !(node instanceof ScalarNode scalar)) {
            String found = isNull(node) ? reading.say(Wording.FOUND_NOTHING) : reading.kind(node);
            reading.problem(where, at, found, type.expected(), arguments);
            return Optional.empty();
        }
        Filled filled = reading.variables().fill(scalar.getValue());
        if (filled.malformed()) {
            reading.problem(where, at, reading.say(Wording.FOUND_MALFORMED), Wording.EXPECTED_REFERENCE);
            return Optional.empty();
        }
        if (!filled.missing().isEmpty()) {
            String variable = filled.missing().getFirst();
            String found = reading.say(Wording.FOUND_UNSET, variable);
            reading.problem(where, at, found, Wording.EXPECTED_VARIABLE, variable);
            return Optional.empty();
        }
        Optional<T> value = type.parse().apply(filled.text());
        if (value.isEmpty()) {
            reading.problem(where, at, quoted(scalar.getValue()), type.expected(), arguments);
        }
        return value;
    }

    /** The text as it stands in the file, so before variables are filled, cut, and without passwords in addresses. */
    private static String quoted(String raw) {
        String masked = Addresses.masked(raw).replaceFirst("^(.*://)?.*@", "$1***@");
        return '"' + (masked.length() > SHOWN_LENGTH ? masked.substring(0, SHOWN_LENGTH) + "..." : masked) + '"';
    }

    /** The elements of a list; none after a problem. */
    List<Node> elements(Node node, String at) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        reading.problem(reading.place(node), at, reading.kind(node), Wording.EXPECTED_LIST);
        return List.of();
    }

    /** The entries of a mapping; none after a problem. */
    Map<String, Entry> fields(Node node, String at) {
        if (node instanceof MappingNode mapping) {
            return YamlTree.entries(mapping);
        }
        reading.problem(reading.place(node), at, reading.kind(node), Wording.EXPECTED_SECTION);
        return Map.of();
    }
}
