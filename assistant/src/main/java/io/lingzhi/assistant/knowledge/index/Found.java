package io.lingzhi.assistant.knowledge.index;

import io.lingzhi.assistant.knowledge.text.Passage;

/**
 * A passage that a search found.
 *
 * @param score the search's own: BM25 for words, cosine for vectors
 */
public record Found(String documentId, Passage passage, double score) {

    String key() {
        return documentId + "#" + passage.ordinal();
    }
}
