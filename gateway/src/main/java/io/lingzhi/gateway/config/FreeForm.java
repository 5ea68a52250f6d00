package io.lingzhi.gateway.config;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Writes a subtree that nobody interprets as one text, only to see whether it has changed. */
final class FreeForm {
    private static final int MAX_NODES = 100_000;
    private final StringBuilder text = new StringBuilder();
    private int nodes;

    private FreeForm() {}

    /** The subtree as text. Aliases that make it endless or huge are a problem. */
    static String text(Node node, String path, Reading reading) {
        FreeForm writer = new FreeForm();
        if (!writer.write(node)) {
            reading.problem(reading.place(node), path, reading.say(Wording.FOUND_ENDLESS), Wording.EXPECTED_FLAT);
        }
        return writer.text.toString();
    }

    /** False when the budget is used up. */
    private boolean write(Node node) {
        nodes++;
        if (nodes > MAX_NODES || node.isRecursive()) {
            return false;
        }
        text.append(node.getTag()).append('(');
        boolean within = content(node);
        text.append(')');
        return within;
    }

    private boolean content(Node node) {
        if (node instanceof ScalarNode scalar) {
            text.append(scalar.getValue().length()).append(':').append(scalar.getValue());
            return true;
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().allMatch(this::write);
        }
        return node instanceof MappingNode mapping
                && mapping.getValue().stream().allMatch(this::pair);
    }

    private boolean pair(NodeTuple tuple) {
        return write(tuple.getKeyNode()) && write(tuple.getValueNode());
    }
}
