/**
 * OpenAI's legacy text completions, {@code POST /v1/completions}, for clients only. Start at
 * {@link io.lingzhi.llm.openaicompletions.CompletionsInbound}.
 *
 * <p>Source: https://platform.openai.com/docs/api-reference/completions, read 2026-11-23.
 *
 * <p>It is always translated into conversations, one for each text that is asked for, so that every model answers it.
 * Some compatible upstreams serve the route themselves, but nothing tells which ones do, and a conversation is what
 * today's models are trained for.
 *
 * <ul>
 *   <li>{@code prompt} becomes a user message, character for character; several prompts, and {@code n} of each, become
 *       as many questions, at most {@value io.lingzhi.llm.openaicompletions.Prompts#MAX_CHOICES} in all. An empty or
 *       missing prompt becomes {@value io.lingzhi.llm.openaicompletions.Prompts#EMPTY}. Token ids are refused: only the
 *       model's own tokenizer knows their text.
 *   <li>{@code suffix} becomes a system message that asks for the text between the prompt and the suffix.
 *   <li>{@code echo} puts the prompt before the answer's text. With {@code max_tokens} 0, which is how a prompt is
 *       scored, it is refused, since no conversation tells a prompt's probabilities.
 *   <li>{@code max_tokens} is left to the upstream when it is missing, where OpenAI takes 16.
 * </ul>
 *
 * <p>Fields that no conversation can say are carried as {@code Extensions} of this protocol, so that every encoder
 * reports them as lost: {@code logprobs}, {@code best_of} beyond {@code n}, {@code logit_bias}, and all that are not
 * specified. Not reported: thoughts, tool calls, sources and pieces of one protocol only in an answer, since its one
 * text has no place for them; a refusal becomes its text. The usage is the sum over all questions, so a prompt that was
 * sent {@code n} times counts {@code n} times.
 */
@NullMarked
package io.lingzhi.llm.openaicompletions;

import org.jspecify.annotations.NullMarked;
