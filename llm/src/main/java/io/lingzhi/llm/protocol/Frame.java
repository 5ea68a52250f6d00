package io.lingzhi.llm.protocol;

/**
 * One server-sent event of a stream.
 *
 * @param event the event's name, {@code message} when none was sent
 * @param data its data lines joined by line feeds, in UTF-8
 * @param raw the very bytes it came in, the blank line included
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
public record Frame(String event, byte[] data, byte[] raw) {}
