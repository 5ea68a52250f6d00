package io.lingzhi.gateway.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The file as YAML nodes, which know their lines. A top-level list that is repeated is joined in file order, since
 * files for CLIProxyAPI do that; any other key that stands twice is a problem.
 */
final class YamlTree {
    private static final String MERGE_KEY = "<<";
    private final Reading reading;
    private final Set<Node> checked = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlTree(Reading reading) {
        this.reading = reading;
    }

    /** A key of a mapping with its value. */
    record Entry(ScalarNode key, Node value) {}

    /** The top of the file; empty, with problems told, when there is no mapping. */
    static Optional<MappingNode> parse(String text, Reading reading) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(ConfigLoader.MAX_BYTES)
                .setAllowDuplicateKeys(true)
                .build();
        try {
            Optional<Node> document = new Compose(settings).composeString(text);
            if (document.isPresent()) {
                return new YamlTree(reading).top(document.get());
            }
            reading.problem(reading.start(), "", reading.say(Wording.FOUND_NOTHING), Wording.EXPECTED_MAPPING);
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark().map(reading::place).orElseGet(reading::start);
            reading.problem(place, "", reading.say(Wording.FOUND_SYNTAX, detail(e)), Wording.EXPECTED_YAML);
        } catch (YamlEngineException e) {
            reading.problem(reading.start(), "", reading.say(Wording.FOUND_SYNTAX, "-"), Wording.EXPECTED_YAML);
        }
        return Optional.empty();
    }

    /** What the parser says, except the name of an alias, which may be a password that begins with a star. */
    private static String detail(MarkedYamlEngineException problem) {
        String said = problem.getProblem().replaceFirst("(undefined alias|unknown directive).*", "$1");
        return said.lines().findFirst().orElse("-");
    }

    private Optional<MappingNode> top(Node document) {
        if (document instanceof MappingNode mapping) {
            List<NodeTuple> joined = joinLists(mapping.getValue());
            MappingNode whole = new MappingNode(
                    mapping.getTag(),
                    true,
                    joined,
                    mapping.getFlowStyle(),
                    mapping.getStartMark(),
                    mapping.getEndMark());
            check(whole, "");
            return Optional.of(whole);
        }
        reading.problem(reading.place(document), "", reading.kind(document), Wording.EXPECTED_MAPPING);
        return Optional.empty();
    }

    /** The entries by key, with those of {@code <<} merges that are not written out. */
    static Map<String, Entry> entries(MappingNode mapping) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<NodeTuple> merges = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (key.getValue().equals(MERGE_KEY) && key.isPlain()) {
                    merges.add(tuple);
                } else {
                    entries.putIfAbsent(key.getValue(), new Entry(key, tuple.getValueNode()));
                }
            }
        }
        for (NodeTuple merge : merges) {
            merged(merge.getValueNode()).forEach(entries::putIfAbsent);
        }
        return entries;
    }

    private static Map<String, Entry> merged(Node value) {
        if (value instanceof MappingNode mapping && !mapping.isRecursive()) {
            return entries(mapping);
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (value instanceof SequenceNode sequence && !sequence.isRecursive()) {
            sequence.getValue().forEach(item -> merged(item).forEach(entries::putIfAbsent));
        }
        return entries;
    }

    private static List<NodeTuple> joinLists(List<NodeTuple> tuples) {
        Map<String, Integer> lists = new LinkedHashMap<>();
        List<NodeTuple> joined = new ArrayList<>();
        for (NodeTuple tuple : tuples) {
            boolean list = tuple.getValueNode() instanceof SequenceNode;
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (list && lists.containsKey(key)) {
                int first = lists.getOrDefault(key, 0);
                joined.set(first, join(joined.get(first), tuple));
            } else {
                if (list) {
                    lists.put(key, joined.size());
                }
                joined.add(tuple);
            }
        }
        return joined;
    }

    private static NodeTuple join(NodeTuple first, NodeTuple second) {
        if (first.getValueNode() instanceof SequenceNode left && second.getValueNode() instanceof SequenceNode right) {
            List<Node> items = new ArrayList<>(left.getValue());
            items.addAll(right.getValue());
            SequenceNode both = new SequenceNode(
                    left.getTag(), true, items, left.getFlowStyle(), left.getStartMark(), left.getEndMark());
            return new NodeTuple(first.getKeyNode(), both);
        }
        return first;
    }

    /** Tells every key that stands twice, at any depth. */
    private void check(Node node, String path) {
        if (!checked.add(node)) {
            return;
        }
        if (node instanceof SequenceNode sequence) {
            for (int index = 0; index < sequence.getValue().size(); index++) {
                check(sequence.getValue().get(index), path + "[" + index + "]");
            }
        } else if (node instanceof MappingNode mapping) {
            checkKeys(mapping, path);
        }
    }

    private void checkKeys(MappingNode mapping, String path) {
        Map<String, Node> seen = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                String keyPath = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
                Optional<Node> earlier = Optional.ofNullable(seen.putIfAbsent(key.getValue(), key));
                earlier.ifPresent(first -> tellTwice(keyPath, first, key));
                check(tuple.getValueNode(), keyPath);
            } else {
                Place place = reading.place(tuple.getKeyNode());
                reading.problem(place, path, reading.say(Wording.FOUND_KEY_SHAPE), Wording.EXPECTED_PLAIN_KEY);
            }
        }
    }

    private void tellTwice(String path, Node first, ScalarNode again) {
        int firstLine = reading.place(first).line();
        Place place = reading.place(again);
        String found = reading.say(Wording.FOUND_TWICE, again.getValue(), firstLine, place.line());
        reading.problem(place, path, found, Wording.EXPECTED_ONCE);
    }
}
