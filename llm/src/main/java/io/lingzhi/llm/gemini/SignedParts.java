package io.lingzhi.llm.gemini;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of one turn, each with the signature that belongs to it. A thought's signature goes to the tool call that
 * follows it at once, since Gemini demands it there; else it stays with the thought's text; without such text it goes
 * to whatever follows, or to an empty text at the end.
 */
final class SignedParts {
    private static final String SIGNATURE = "thoughtSignature";

    private final List<JsonValue.Obj> parts = new ArrayList<>();
    private Optional<String> waiting = Optional.empty();
    private boolean thoughtShown;

    /** A thought without a signature. */
    void think(String text) {
        settle();
        if (!text.isEmpty()) {
            parts.add(thought(text));
        }
    }

    void think(String text, String signature) {
        think(text);
        thoughtShown = !text.isEmpty();
        waiting = Optional.of(signature);
    }

    void call(JsonValue.Obj part) {
        parts.add(signed(part, waiting));
        waiting = Optional.empty();
    }

    /** A text or medium. */
    void content(JsonValue.Obj part) {
        if (thoughtShown) {
            settle();
        }
        call(part);
    }

    /** A part that holds its own signature, if any. */
    void other(JsonValue.Obj part) {
        settle();
        parts.add(part);
    }

    /** Adds members to the last part, if there is one. */
    void extend(JsonValue.Obj members) {
        if (!parts.isEmpty()) {
            parts.add(DeepMerge.of(parts.removeLast(), members));
        }
    }

    /** Whether a signature waits for the next part. */
    boolean waits() {
        return waiting.isPresent();
    }

    boolean noneHas(String payload) {
        return parts.stream().noneMatch(part -> part.has(payload));
    }

    List<JsonValue.Obj> all() {
        settle();
        return List.copyOf(parts);
    }

    static JsonValue.Obj text(String text) {
        return Json.object().put("text", text).build();
    }

    static JsonValue.Obj thought(String text) {
        return Json.object().put("text", text).put("thought", true).build();
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // absence is what most parts have
    static JsonValue.Obj signed(JsonValue.Obj part, Optional<String> signature) {
        return signature.map(value -> part.with(SIGNATURE, JsonValue.of(value))).orElse(part);
    }

    private void settle() {
        if (waiting.isPresent()) {
            JsonValue.Obj bearer = thoughtShown ? parts.removeLast() : text("");
            parts.add(signed(bearer, waiting));
        }
        waiting = Optional.empty();
        thoughtShown = false;
    }
}
