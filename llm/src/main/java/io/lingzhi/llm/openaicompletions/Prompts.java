package io.lingzhi.llm.openaicompletions;

import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The texts to complete, and how often each.
 *
 * @param texts never none
 * @param each at least 1
 */
record Prompts(List<String> texts, int each) {
    /** Most answers to one request. */
    static final int MAX_CHOICES = 16;

    /** What a model is asked for in place of an empty prompt, since upstreams refuse a message without text. */
    static final String EMPTY = "Complete this:";

    Prompts {
        texts = List.copyOf(texts);
    }

    static Prompts in(RequestObject request) throws RejectedException {
        List<String> texts = texts(request);
        long each = request.integer("n").orElse(1L);
        if (each < 1 || each > MAX_CHOICES) {
            throw RequestObject.rejected("n", "a whole number from 1 to " + MAX_CHOICES + " is expected");
        }
        if (texts.size() * each > MAX_CHOICES) {
            throw RequestObject.rejected(
                    "prompt", "prompts times n may be at most " + MAX_CHOICES + ": send several requests");
        }
        return new Prompts(texts, Math.toIntExact(each));
    }

    /** How many answers are wanted. */
    int choices() {
        return texts.size() * each;
    }

    /** The text that the answer number {@code choice} completes: all answers to one prompt stand in a row. */
    String of(int choice) {
        return texts.get(choice / each);
    }

    private static List<String> texts(RequestObject request) throws RejectedException {
        Optional<String> one = request.json().string("prompt");
        if (one.isPresent() || !request.has("prompt")) {
            return List.of(one.orElse(""));
        }
        List<JsonValue> items = request.items("prompt");
        if (items.isEmpty()) {
            throw RequestObject.rejected("prompt", "a text, or a list of at least one text, is expected");
        }
        List<String> texts = new ArrayList<>();
        for (JsonValue item : items) {
            texts.add(text(item));
        }
        return texts;
    }

    private static String text(JsonValue item) throws RejectedException {
        if (item instanceof JsonValue.Str(String text)) {
            return text;
        }
        throw RequestObject.rejected(
                "prompt",
                item instanceof JsonValue.Num || item instanceof JsonValue.Arr
                        ? "token ids need an upstream of the same protocol, and there is none: send the text itself"
                        : "a text or a list of texts is expected");
    }
}
