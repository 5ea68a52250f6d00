package io.lingzhi.assistant.conversation;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing said in a conversation.
 *
 * @param fromUser whether the asker said it, or the model
 * @param model which model, if a model said it
 */
public record Turn(boolean fromUser, String text, Optional<String> model, Instant at) {
    /** What the asker said. */
    public static Turn ofUser(String text, Instant at) {
        return new Turn(true, text, Optional.empty(), at);
    }

    /** What a model answered. */
    public static Turn ofModel(String text, String model, Instant at) {
        return new Turn(false, text, Optional.of(model), at);
    }
}
