package io.lingzhi.llm;

import java.util.Optional;

/** Where a piece of an answer comes from. {@code quoted}: the words of the source, where the upstream gives them. */
public record Citation(String url, Optional<String> title, Optional<String> quoted) {}
