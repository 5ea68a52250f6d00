/**
 * The Gemini generateContent protocol. Start at {@link io.lingzhi.llm.gemini.GeminiInbound} (a client speaks it),
 * {@link io.lingzhi.llm.gemini.GeminiOutbound} (an upstream speaks it) and
 * {@link io.lingzhi.llm.gemini.GeminiPassThrough} (both).
 *
 * <p>Source: https://ai.google.dev/api/generate-content, and https://ai.google.dev/gemini-api/docs/thought-signatures,
 * read 2026-11-22.
 *
 * <p>Request fields that the vocabulary has no word for are carried as {@code Extensions}; parts and tools of Google's
 * own as opaque ones. An opaque part {@code {"membersOfPartBefore":{...}}} holds members of the part before it, such as
 * {@code videoMetadata}. What a request says and Gemini cannot is reported with every encoded request. Known losses
 * without a report, on the translated lane only:
 *
 * <ul>
 *   <li>towards Gemini: thoughts that another maker signed; a wish to cache, since Gemini caches by itself; the name of
 *       a JSON schema for the answer; the places of several system messages;
 *   <li>of answers: candidates after the first, {@code safetyRatings}, {@code logprobsResult},
 *       {@code urlContextMetadata}, of {@code groundingMetadata} all but the sources, token counts by modality;
 *   <li>towards Gemini clients: which stop sequence ended the answer, cache writes, pieces that only another protocol
 *       can say, where in the text a citation stands.
 * </ul>
 */
@NullMarked
package io.lingzhi.llm.gemini;

import org.jspecify.annotations.NullMarked;
