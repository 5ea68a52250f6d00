package io.lingzhi.assistant.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conversation as it is kept.
 *
 * @param summary what was said before {@code turns}, shortened
 * @param summarised how many turns the summary stands for
 */
public record Conversation(
        String id, Instant created, Instant updated, Optional<String> summary, int summarised, List<Turn> turns) {
    public Conversation {
        turns = List.copyOf(turns);
    }

    /** One in which nothing has been said. */
    static Conversation begun(String id, Instant now) {
        return new Conversation(id, now, now, Optional.empty(), 0, List.of());
    }

    /** The same with more turns. */
    Conversation with(List<Turn> more, Instant now) {
        List<Turn> all = new ArrayList<>(turns);
        all.addAll(more);
        return new Conversation(id, created, now, summary, summarised, all);
    }

    /** The same with its first turns replaced by a summary of them and of the summary before. */
    Conversation shortened(int first, String newSummary) {
        return new Conversation(
                id,
                created,
                updated,
                Optional.of(newSummary),
                summarised + first,
                turns.subList(Math.min(first, turns.size()), turns.size()));
    }

    /** Characters in all that a model is told of it. */
    int chars() {
        return summary.map(String::length).orElse(0)
                + turns.stream().mapToInt(turn -> turn.text().length()).sum();
    }
}
