package io.lingzhi.assistant.http;

import io.lingzhi.assistant.select.Complexity;
import io.lingzhi.assistant.select.Wish;
import io.lingzhi.llm.ModelId;
import java.util.Optional;

/** The fields by which a request says which model it wants. */
final class WishFields {
    private static final String AUTO = "auto";
    private static final int LONGEST_TASK = 64;

    private WishFields() {}

    static Wish read(Fields fields) {
        Optional<String> model = fields.shortText("model", ModelId.MAX_LENGTH);
        Optional<String> task = fields.shortText("task", LONGEST_TASK);
        Optional<String> word = fields.shortText("complexity", LONGEST_TASK);
        Optional<Wish.Level> level = word.flatMap(WishFields::level);
        if (word.isPresent() && level.isEmpty()) {
            fields.mistake("complexity", KnowledgeWording.oneOf("low, medium, high, auto"));
        }
        return new Wish(model, level, task);
    }

    private static Optional<Wish.Level> level(String word) {
        return word.equals(AUTO)
                ? Optional.of(new Wish.Level.Judged())
                : Complexity.of(word).map(Wish.Level.Said::new);
    }
}
