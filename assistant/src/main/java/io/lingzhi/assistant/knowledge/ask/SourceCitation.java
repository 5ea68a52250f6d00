package io.lingzhi.assistant.knowledge.ask;

/**
 * Where a statement of an answer comes from.
 *
 * @param start where the quote begins in the document, in characters
 * @param quote the sentences of the source that are nearest to the question
 */
public record SourceCitation(Source source, int start, int end, String quote) {}
