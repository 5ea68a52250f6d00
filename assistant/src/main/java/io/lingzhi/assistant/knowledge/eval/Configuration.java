package io.lingzhi.assistant.knowledge.eval;

import io.lingzhi.assistant.knowledge.KnowledgeSettings;
import io.lingzhi.assistant.knowledge.SearchAsk.Mode;

/** One row of the table: how it is called, and how it searches. */
public record Configuration(String name, KnowledgeSettings settings, Mode mode) {}
