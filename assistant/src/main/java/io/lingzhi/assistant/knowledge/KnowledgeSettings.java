package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.assistant.knowledge.index.Fusion;
import io.lingzhi.assistant.knowledge.text.Cutting;

/**
 * How documents are cut, indexed and found.
 *
 * @param analysis for the search by words; a base keeps what it was built with until it is indexed again
 * @param embedding the model that makes vectors
 * @param queryPrefix put before a question, and not before passages, when its vector is made
 */
public record KnowledgeSettings(
        Analysis analysis, Cutting cutting, Fusion fusion, String embedding, String queryPrefix, Evidence evidence) {

    public KnowledgeSettings(Analysis analysis, Cutting cutting, Fusion fusion, String embedding) {
        this(analysis, cutting, fusion, embedding, "", Evidence.DEFAULT);
    }
}
