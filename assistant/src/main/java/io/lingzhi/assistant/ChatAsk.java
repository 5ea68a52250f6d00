package io.lingzhi.assistant;

import java.util.Optional;

/**
 * A question to a model.
 *
 * @param model a short name or a model's name; empty lets the service choose
 * @param stream whether the asker wants the answer piece by piece
 */
public record ChatAsk(String prompt, Optional<String> systemPrompt, Optional<String> model, boolean stream) {}
