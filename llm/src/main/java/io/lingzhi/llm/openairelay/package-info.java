/**
 * The calls of the OpenAI API that are passed on and not translated: images, audio, moderations, and rerank as
 * compatible providers have it. Sources: https://platform.openai.com/docs/api-reference/images, /audio and
 * /moderations; RFC 7578 for forms, all read 2026-11-23. Known losses: none, for nothing but the model's name is
 * changed; of usage, what is not counted in tokens is not read.
 */
@NullMarked
package io.lingzhi.llm.openairelay;

import org.jspecify.annotations.NullMarked;
