/**
 * The OpenAI Responses protocol. Start at {@link io.lingzhi.llm.openairesponses.ResponsesInbound} (a client speaks it),
 * {@link io.lingzhi.llm.openairesponses.ResponsesOutbound} (an upstream speaks it) and
 * {@link io.lingzhi.llm.openairesponses.ResponsesPassThrough} (both). What a server must remember between requests is
 * its own; the pure work on it is here: {@link io.lingzhi.llm.openairesponses.PreviousResponse},
 * {@link io.lingzhi.llm.openairesponses.StoredResponse} and {@link io.lingzhi.llm.openairesponses.ResponseRecorder} for
 * HTTP, {@link io.lingzhi.llm.openairesponses.TurnMerge} and {@link io.lingzhi.llm.openairesponses.Prewarm} for
 * WebSockets.
 *
 * <p>Source: https://platform.openai.com/docs/api-reference/responses, read 2026-11-22, and what Codex 0.169 sends.
 *
 * <p>How things are carried that the vocabulary has no word for:
 *
 * <ul>
 *   <li>{@code Part.Opaque} with a {@code type} is an input or output item of its own; with {@code content} alone,
 *       parts of the message that it stands in; else members of the message that begins there, such as {@code phase};
 *   <li>the arguments of a {@code Tool.Custom}'s call are its free text. Upstreams that know only functions get a
 *       schema with one required string {@code input} and the arguments {@code {"input":"..."}}, and their calls are
 *       unwrapped here;
 *   <li>a tool of a namespace is a tool with the flat name {@code namespace__name}; calls get name and namespace back;
 *   <li>{@code store: false} and a signature that is asked for by wishing for thoughts are what this gateway does
 *       anyway, so that no field tells them.
 * </ul>
 *
 * <p>Known losses, on the translated lane only:
 *
 * <ul>
 *   <li>towards upstreams, each reported: audio and video, media in the model's own turns, the error flag of tool
 *       results, {@code top_k}, {@code stop}, {@code seed}, penalties, {@code max_uses} and {@code blocked_domains} of
 *       searches, fields, parts and tools of other protocols, members within items, parts and tools that nobody reads,
 *       tool names beyond 64 characters or outside letters, digits, hyphens and underscores (sent in a fitted form, and
 *       given back);
 *   <li>towards upstreams, not reported: thoughts without a signature of this protocol; marks for caches, since
 *       upstreams cache by themselves; ids and status of items; an end user's id beyond 64 characters, which is told by
 *       its SHA-256;
 *   <li>from clients: the description of a namespace, annotations of what the model said before;
 *   <li>of answers: {@code logprobs}, the place of a citation within its text, citations that are no URLs, the division
 *       of a summary into parts, interim events of hosted tools such as partial images.
 * </ul>
 */
@NullMarked
package io.lingzhi.llm.openairesponses;

import org.jspecify.annotations.NullMarked;
