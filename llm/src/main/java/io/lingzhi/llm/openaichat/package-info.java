/**
 * The OpenAI Chat Completions protocol. Start at {@link io.lingzhi.llm.openaichat.ChatInbound} (a client speaks it),
 * {@link io.lingzhi.llm.openaichat.ChatOutbound} (an upstream speaks it) and
 * {@link io.lingzhi.llm.openaichat.ChatPassThrough} (both).
 *
 * <p>Source: https://platform.openai.com/docs/api-reference/chat, read 2026-11-22, with the extensions
 * {@code reasoning_content}, {@code reasoning} and {@code prompt_cache_hit_tokens} that compatible upstreams use.
 *
 * <p>Request fields and members of messages that the vocabulary has no word for are carried: as {@code Extensions}, and
 * as {@code Part.Opaque} (with a {@code type}: a content part; without: members of the message itself). Known losses,
 * on the translated lane only:
 *
 * <ul>
 *   <li>of parts: an image's {@code detail}, a file's {@code filename} (told anew from its type), cache marks;
 *   <li>an explicit {@code strict: false} of a tool, which is the default; the order between functions and other tools;
 *   <li>the error flag of tool results, thinking signatures and thinking budgets, which Chat cannot say;
 *   <li>of answers: choices after the first, {@code logprobs}, {@code annotations}, {@code audio}, {@code images},
 *       {@code service_tier}, the upstream's {@code system_fingerprint}.
 * </ul>
 */
@NullMarked
package io.lingzhi.llm.openaichat;

import org.jspecify.annotations.NullMarked;
