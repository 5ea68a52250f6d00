/**
 * The passage index in Lucene, under the data folder: BM25 over words and an HNSW graph over 32-bit vectors. The only
 * room that knows Lucene; nothing of it is loaded before a base is first written to or searched.
 */
@NullMarked
package io.lingzhi.assistant.knowledge.lucene;

import org.jspecify.annotations.NullMarked;
