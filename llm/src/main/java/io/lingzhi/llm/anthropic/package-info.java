/**
 * The Anthropic Messages protocol. Start at {@link io.lingzhi.llm.anthropic.AnthropicInbound} (a client speaks it), {@link
 * io.lingzhi.llm.anthropic.AnthropicOutbound} (an upstream speaks it), {@link
 * io.lingzhi.llm.anthropic.AnthropicPassThrough} (both) and {@link io.lingzhi.llm.anthropic.TokenCountRequest}.
 *
 * <p>Source: https://docs.anthropic.com/en/api/messages and https://docs.anthropic.com/en/docs/build-with-claude/streaming,
 * read 2026-11-22. A request that says no {@code max_tokens} is sent with {@link
 * io.lingzhi.llm.anthropic.RequestEncoder#DEFAULT_MAX_TOKENS 32000}, because the protocol demands the field.
 *
 * <p>What the vocabulary has no word for is carried for an upstream of this protocol: top-level fields, and the rest of
 * fields that are understood in part, as {@code Extensions}, with tools told apart by their names; unknown blocks as {@code
 * Part.Opaque}; further members of a block that is understood as a {@code Part.Opaque} without a {@code type}, directly after
 * the part that they belong to, and those of a message before its first part.
 *
 * <p>Losses that an encoded request reports: seed, penalties, logprobs, cache keys, service tiers without a counterpart;
 * temperatures above 1, temperature beside {@code top_p}, and whatever thinking excludes; thinking budgets cut to fit, or
 * told as an effort; more than four cache marks; stop texts that are blank; media other than images, PDFs and texts (a note
 * stands in for them), an image's wish for detail, files of other providers; root unions of tool schemas; free-text tools'
 * formats; tools and parts that only another protocol can say; system media. Known losses that nobody can report, on the
 * translated lane only:
 *
 * <ul>
 *   <li>of requests: system messages within the conversation become the user's, in {@code <system-reminder>} tags; the
 *       kind of a text document; a name of an output schema; the version of thinking's default; thoughts that this
 *       protocol's upstream did not sign;
 *   <li>of answers from an upstream: citations of documents, which have no address; {@code stop_details}, {@code container},
 *       the tier that was used, and counts of server tools;
 *   <li>of answers to a client: parts that only another protocol can say; the input counts stand in {@code message_delta}
 *       alone, since {@code message_start} comes before they are known.
 * </ul>
 */
@NullMarked
package io.lingzhi.llm.anthropic;

import org.jspecify.annotations.NullMarked;
