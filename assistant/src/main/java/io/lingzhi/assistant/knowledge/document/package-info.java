/**
 * Documents to text: what a file of each format says, with its headings. Start at
 * {@link io.lingzhi.assistant.knowledge.document.Extractor}. Pure but for the parsers' own memory; nothing is fetched,
 * and nothing is loaded before a document of its format comes.
 */
@NullMarked
package io.lingzhi.assistant.knowledge.document;

import org.jspecify.annotations.NullMarked;
