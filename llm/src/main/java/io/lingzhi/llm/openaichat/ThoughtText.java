package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The thoughts of one turn as text, with blank lines between them. Chat has no place for signatures, so a thought that
 * another protocol's upstream signed is told only where the upstream demands some thought.
 */
final class ThoughtText {
    private final List<String> free = new ArrayList<>();
    private final List<String> all = new ArrayList<>();

    void add(Part.Thinking thinking) {
        Optional<Signature> foreign = thinking.signature().filter(proof -> proof.maker() != Protocol.OPENAI_CHAT);
        if (foreign.isEmpty()) {
            free.add(thinking.text());
        }
        all.add(thinking.text());
    }

    /** Whether {@link #free} says anything; an empty thought counts, since some upstreams want the field. */
    boolean told() {
        return !free.isEmpty();
    }

    /** What nobody signed. */
    Optional<String> free() {
        return told() ? Optional.of(joined(free)) : Optional.empty();
    }

    /** What is known, signed or not; an empty text when nothing is. */
    Optional<String> all() {
        return Optional.of(joined(all));
    }

    private static String joined(List<String> thoughts) {
        return String.join(
                "\n\n", thoughts.stream().filter(text -> !text.isEmpty()).toList());
    }
}
