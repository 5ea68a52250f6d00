/**
 * The Anthropic Messages protocol. Start at {@link io.lingzhi.llm.anthropic.AnthropicInbound} (a client speaks it),
 * {@link io.lingzhi.llm.anthropic.AnthropicOutbound} (an upstream speaks it),
 * {@link io.lingzhi.llm.anthropic.AnthropicPassThrough} (both) and {@link io.lingzhi.llm.anthropic.TokenCountRequest}.
 *
 * <p>Source: https://docs.anthropic.com/en/api/messages and
 * https://docs.anthropic.com/en/docs/build-with-claude/streaming, read 2026-11-22. A request that says no
 * {@code max_tokens} is sent with {@link io.lingzhi.llm.anthropic.RequestEncoder#DEFAULT_MAX_TOKENS 32000}, because the
 * protocol demands the field.
 *
 * <p>What the vocabulary has no word for is carried for an upstream of this protocol: top-level fields, and the rest of
 * fields that are understood in part, as {@code Extensions}, with tools told apart by their names; unknown blocks as
 * {@code Part.Opaque}; further members of a block that is understood as a {@code Part.Opaque} without a {@code type},
 * directly after the part that they belong to, and those of a message before its first part.
 *
 * <p>Losses that an encoded request reports: seed, penalties, logprobs, cache keys, service tiers without a
 * counterpart; temperatures above 1, temperature beside {@code top_p}, whatever thinking excludes, and all of them for
 * a model that refuses sampling; thinking that the protocol excludes, budgets cut to fit or told as an effort; more
 * than four cache marks; blank stop texts; media other than images, PDFs and texts (a note stands in for them), an
 * image's wish for detail, files of other providers, media in a system text; root unions of tool schemas, formats of
 * free-text tools, tool names with refused characters; the request for any JSON (a hint stands in for it) and the
 * description of a schema; citations; a tool result that another one replaces; tools, parts and fields that only
 * another protocol can say.
 *
 * <p>Losses that nobody can report, on the translated lane only:
 *
 * <ul>
 *   <li>of requests: system messages within the conversation become the user's, in {@code <system-reminder>} tags; tool
 *       calls move to the end of their turn and results to its beginning; a refusal becomes a text; the MIME type of a
 *       text document and the name of an output schema; thoughts that no upstream of this protocol signed;
 *   <li>of answers from an upstream: citations of documents, which have no address, and the index of the others;
 *       {@code stop_details}, {@code container}, the tier that was used, and counts of server tools;
 *   <li>of answers to a client: parts that only another protocol can say; the input counts stand in
 *       {@code message_delta} alone, since {@code message_start} comes before they are known.
 * </ul>
 *
 * <p>Arguments of a call that are no JSON object are kept as {@code {"INVALID_JSON": "..."}}, ids of calls that clients
 * of this protocol could not send back are wrapped in one that they can.
 *
 * <p>Towards Messages clients, another maker's signature on an empty last thought is left out: clients take the last
 * block for the answer.
 */
@NullMarked
package io.lingzhi.llm.anthropic;

import org.jspecify.annotations.NullMarked;
