/**
 * A gateway in another process, behind the same ports as the one in this process. It is spoken to over HTTP in the
 * protocols OpenAI Chat Completions and OpenAI Embeddings. Start at {@link io.lingzhi.assistant.remote.RemoteChat}.
 */
@NullMarked
package io.lingzhi.assistant.remote;

import org.jspecify.annotations.NullMarked;
