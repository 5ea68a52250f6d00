/**
 * OpenAI embeddings: {@code POST /v1/embeddings}. Source: the OpenAI API reference,
 * https://platform.openai.com/docs/api-reference/embeddings, read 2026-11-22. Known losses: token arrays as input are
 * passed through to upstreams, and refused in-process.
 */
@NullMarked
package io.lingzhi.llm.openaiembeddings;

import org.jspecify.annotations.NullMarked;
