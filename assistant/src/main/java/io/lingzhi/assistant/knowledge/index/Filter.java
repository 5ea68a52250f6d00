package io.lingzhi.assistant.knowledge.index;

import java.util.Map;
import java.util.Set;

/**
 * Which passages may be found.
 *
 * @param documents ids, any of which will do; empty means all
 * @param metadata every pair must be the document's
 */
public record Filter(Set<String> documents, Map<String, String> metadata) {
    public static final Filter ALL = new Filter(Set.of(), Map.of());

    public Filter {
        documents = Set.copyOf(documents);
        metadata = Map.copyOf(metadata);
    }
}
