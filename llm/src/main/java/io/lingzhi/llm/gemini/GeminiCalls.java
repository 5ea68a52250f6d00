package io.lingzhi.llm.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calls of one conversation that wait for their results. Gemini's calls and results need no ids: a result without
 * one belongs to the oldest waiting call of its name, and a result without a name to the oldest call at all.
 */
final class GeminiCalls {
    private final List<Call> waiting = new ArrayList<>();

    void made(String id, String name) {
        waiting.add(new Call(id, name));
    }

    /** The id of the call that is answered; {@code otherwise} when none waits for it. */
    String answered(String id, String name, String otherwise) {
        if (!id.isEmpty()) {
            waiting.removeIf(call -> call.id.equals(id));
            return id;
        }
        Optional<Call> oldest = waiting.stream()
                .filter(call -> name.isEmpty() || call.name.equals(name))
                .findFirst();
        oldest.ifPresent(waiting::remove);
        return oldest.map(Call::id).orElse(otherwise);
    }

    private record Call(String id, String name) {}
}
