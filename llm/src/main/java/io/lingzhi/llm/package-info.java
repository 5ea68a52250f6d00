/**
 * The neutral vocabulary of LLM traffic: what a chat request, an answer, a usage report and a failure are, whichever
 * wire protocol they came in. Start at {@link io.lingzhi.llm.ChatRequest} and {@link io.lingzhi.llm.StreamEvent}.
 *
 * <p>Pure data and pure functions: no I/O, threads, clock, configuration, logging, provider names, or money.
 */
@NullMarked
package io.lingzhi.llm;

import org.jspecify.annotations.NullMarked;
