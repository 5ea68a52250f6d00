/**
 * The AI service for applications: what to ask which model, and which model answers when none is named. It reaches
 * models only through the ports {@link io.lingzhi.llm.ChatClient} and {@link io.lingzhi.llm.EmbeddingClient}, in
 * straight-line code on virtual threads. Start at {@link io.lingzhi.assistant.AiService}.
 *
 * <p>It knows nothing of providers, credentials, wire protocols or HTTP.
 */
@NullMarked
package io.lingzhi.assistant;

import org.jspecify.annotations.NullMarked;
