package io.lingzhi.llm;

/**
 * Something that a request says and its upstream's protocol cannot.
 *
 * @param path where it stands in the client's request, such as {@code messages[2].content[0]} or {@code seed}
 * @param reason in a few words, such as {@code no such field}
 */
public record Loss(String path, String reason) {}
