package io.lingzhi.assistant.knowledge.index;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One document as it is put into an index, whole.
 *
 * @param title the document's name, searched beside the headings
 * @param metadata what filters compare
 */
public record Entry(String documentId, String title, Map<String, String> metadata, List<Indexed> passages) {
    public Entry {
        metadata = Map.copyOf(new TreeMap<>(metadata));
        passages = List.copyOf(passages);
    }
}
