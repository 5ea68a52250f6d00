package io.lingzhi.bench.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was said up to each of the last {@value #MAX_ANSWERS} answers of Responses, for {@code previous_response_id}.
 * Conversations of more than {@value #MAX_CHARACTERS} characters are not kept. Used by one thread.
 */
final class Memory {
    private static final int MAX_ANSWERS = 1000;
    private static final int MAX_CHARACTERS = 1 << 20;

    private final Map<String, List<Turn>> turns = new LinkedHashMap<>();

    Optional<List<Turn>> before(String id) {
        return Optional.ofNullable(turns.get(id));
    }

    /** Keeps the conversation with its answer. */
    void keep(Ask ask, Answer answer) {
        if (ask.length() > MAX_CHARACTERS) {
            return;
        }
        List<Turn> said = new ArrayList<>(ask.turns());
        if (!answer.pieces().isEmpty()) {
            said.add(new Turn.Model(answer.text()));
        }
        answer.calls().forEach(call -> said.add(new Turn.Call(call.tool().name())));
        turns.put(ResponsesAnswer.id(answer), List.copyOf(said));
        if (turns.size() > MAX_ANSWERS) {
            turns.remove(turns.keySet().iterator().next());
        }
    }

    void clear() {
        turns.clear();
    }
}
