package io.lingzhi.llm.protocol;

import io.lingzhi.llm.ModelId;

/**
 * What routing needs to know of a request.
 *
 * @param stream whether the client wants the answer streamed
 * @param usageWanted whether the client asked for a usage report in the stream
 */
public record Peek(ModelId model, boolean stream, boolean usageWanted) {}
