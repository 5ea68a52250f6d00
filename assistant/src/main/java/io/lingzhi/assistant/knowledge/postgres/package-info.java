/**
 * The passage index in PostgreSQL: vectors by the extension pgvector, words as rows with BM25 in SQL. The only room of
 * the assistant that knows SQL. The database must be of version 13 or newer, with the extension vector to be had.
 */
@NullMarked
package io.lingzhi.assistant.knowledge.postgres;

import org.jspecify.annotations.NullMarked;
