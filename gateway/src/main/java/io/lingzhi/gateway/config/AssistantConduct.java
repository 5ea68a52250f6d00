package io.lingzhi.gateway.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the AI service treats questions: which model gets them, what it remembers, and which web pages may ask.
 *
 * @param origins web pages of other sites that may call it, by origin; {@code *} for all
 */
public record AssistantConduct(Choosing choosing, Conversing conversing, List<String> origins) {
    /** No tasks, no levels, nothing remembered. */
    public static final AssistantConduct PLAIN = new AssistantConduct(
            new Choosing(Map.of(), "", "", "", List.of(), Optional.empty()), new Conversing(0, 1_000, 2), List.of());

    public AssistantConduct {
        origins = List.copyOf(origins);
    }

    /**
     * Which model does what. A model is named by a short name or as the gateway knows it; an empty one leaves the
     * choice to the order.
     *
     * @param tasks names of tasks to models
     * @param low the model for simple questions
     * @param seeing models that take pictures, best first
     * @param examples path of a table of questions with their complexity; empty: the shipped one
     */
    public record Choosing(
            Map<String, String> tasks,
            String low,
            String medium,
            String high,
            List<String> seeing,
            Optional<String> examples) {
        public Choosing {
            tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
            seeing = List.copyOf(seeing);
        }
    }

    /**
     * What is remembered of conversations.
     *
     * @param kept most conversations of one client key; 0: none
     * @param toldChars most characters that a model is told of one
     * @param fresh turns that are never summarised
     */
    public record Conversing(int kept, int toldChars, int fresh) {}
}
