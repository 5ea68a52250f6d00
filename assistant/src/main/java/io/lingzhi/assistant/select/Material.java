package io.lingzhi.assistant.select;

/**
 * What is known of a question before any model reads it.
 *
 * @param images how many pictures come with the text
 */
public record Material(String text, int images) {}
