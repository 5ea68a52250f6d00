package io.lingzhi.llm;

import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;

/**
 * Top-level fields of a request that the vocabulary has no word for, kept as they came. An encoder of the same protocol
 * writes them back; another one reports them as lost.
 */
public record Extensions(Protocol protocol, JsonValue.Obj fields) {}
