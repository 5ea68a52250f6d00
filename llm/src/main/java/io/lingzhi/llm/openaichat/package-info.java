/**
 * The OpenAI Chat Completions protocol. Start at {@link io.lingzhi.llm.openaichat.ChatInbound} (a client speaks it),
 * {@link io.lingzhi.llm.openaichat.ChatOutbound} (an upstream speaks it) and
 * {@link io.lingzhi.llm.openaichat.ChatPassThrough} (both).
 *
 * <p>Source: https://platform.openai.com/docs/api-reference/chat, read 2026-11-22, with the extensions
 * {@code reasoning_content}, {@code reasoning}, {@code prompt_cache_hit_tokens}, {@code cache_control}, {@code top_k},
 * {@code video_url} and {@code extra_content} (the signature of a call) that compatible upstreams use.
 *
 * <p>Request fields and members of messages that the vocabulary has no word for are carried: as {@code Extensions}, and
 * as {@code Part.Opaque} (with a {@code type}: a content part; without: members of the message itself) and
 * {@code Tool.Opaque}. What an upstream cannot be told is reported as {@code Loss}: parts, tools and fields of other
 * protocols, web searches, videos ({@code Quirk.VIDEO_URL}), images by file id, sounds by URL, a grammar where there
 * are no custom tools, tool names that do not fit (calls get the own names back), unknown words for detail, members
 * within parts, calls and tools that nobody reads. Known losses besides, on the translated lane only:
 *
 * <ul>
 *   <li>signatures, but those that Gemini demands back with a call, and the thoughts that another protocol's upstream
 *       signed; cache marks without {@code Quirk.CACHE_CONTROL}; the wish for summaries of thoughts;
 *   <li>the error flag of tool results, which becomes the beginning {@code Error: } of their text;
 *   <li>an explicit {@code strict: false} of a tool, which is the default; {@code safety_identifier} as a name, which
 *       becomes {@code user};
 *   <li>of answers: choices after the first, {@code reasoning_details}, {@code logprobs}, {@code audio},
 *       {@code images}, {@code service_tier}, the upstream's {@code system_fingerprint}, the very place of an
 *       annotation in the text, annotations that are no {@code url_citation};
 *   <li>of answers of other protocols: the quoted words of a source, the stop text, pieces that only one protocol can
 *       say.
 * </ul>
 */
@NullMarked
package io.lingzhi.llm.openaichat;

import org.jspecify.annotations.NullMarked;
