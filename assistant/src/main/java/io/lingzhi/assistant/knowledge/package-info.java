/**
 * Knowledge bases: documents in, passages found, answers with their sources out. Start at
 * {@link io.lingzhi.assistant.knowledge.Knowledge}. It knows models only by the ports of {@code io.lingzhi.llm}, and
 * nothing of HTTP.
 *
 * <p>A base is a folder: {@code journal.jsonl} tells which documents there are and how far each has come,
 * {@code sources} holds them as they were sent, {@code texts} what was read in them, {@code lucene} their passages. The
 * journal leads: whatever it does not name is swept away, whatever it names as queued is worked on again after a crash.
 */
@NullMarked
package io.lingzhi.assistant.knowledge;

import org.jspecify.annotations.NullMarked;
