/**
 * Answers from documents, with their sources. Start at {@link io.lingzhi.assistant.knowledge.ask.Asking}. What was
 * retrieved is data: it stands between marks that no document can write, and what it demands is not done.
 */
@NullMarked
package io.lingzhi.assistant.knowledge.ask;

import org.jspecify.annotations.NullMarked;
