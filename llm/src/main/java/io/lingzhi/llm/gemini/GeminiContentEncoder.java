package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.ClientNotes;
import io.lingzhi.llm.protocol.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the messages of one request: those of the system that stand first as {@code systemInstruction}, the rest as
 * contents, where a later word of the system becomes the user's text in {@code <system-reminder>} tags.
 */
final class GeminiContentEncoder {
    private final Losses losses;
    private final GeminiTurnEncoder encoder;
    private final List<JsonValue.Obj> instruction = new ArrayList<>();
    private final List<GeminiTurn> turns = new ArrayList<>();

    private GeminiContentEncoder(GeminiNames names, Dialect dialect, Losses losses) {
        this.losses = losses;
        this.encoder = new GeminiTurnEncoder(names, dialect, losses);
    }

    /** A request's messages in Gemini's form. {@code instruction} holds parts, and may be empty. */
    record Contents(List<JsonValue.Obj> instruction, List<JsonValue.Obj> contents) {
        Contents {
            instruction = List.copyOf(instruction);
            contents = List.copyOf(contents);
        }
    }

    static Contents encode(List<Message> messages, GeminiNames names, Dialect dialect, Losses losses) {
        GeminiContentEncoder encoder = new GeminiContentEncoder(names, dialect, losses);
        for (int i = 0; i < messages.size(); i++) {
            encoder.add(messages.get(i), i);
        }
        return encoder.contents();
    }

    private void add(Message message, int position) {
        switch (message.role()) {
            case SYSTEM, DEVELOPER -> system(message, position);
            case USER, TOOL -> encoder.add(turn(GeminiTurn.USER, position), message, position);
            case ASSISTANT -> encoder.add(turn(GeminiTurn.MODEL, position), message, position);
        }
    }

    private void system(Message message, int position) {
        for (int i = 0; i < message.parts().size(); i++) {
            Optional<String> text = systemText(message.parts().get(i), GeminiTurnEncoder.place(position, i));
            text.filter(said -> !said.isEmpty() && !ClientNotes.isBilling(said))
                    .ifPresent(said -> system(said, position));
        }
    }

    private void system(String text, int position) {
        if (turns.isEmpty()) {
            instruction.add(SignedParts.text(text));
        } else {
            turn(GeminiTurn.USER, position).parts().content(SignedParts.text(ClientNotes.reminder(text)));
        }
    }

    private Optional<String> systemText(Part part, String place) {
        return switch (part) {
            case Part.Text(String text, var ignored) -> Optional.of(text);
            case Part.Refusal(String text) -> Optional.of(text);
            case Part.CacheMark mark -> {
                encoder.cacheMark(mark, place);
                yield Optional.empty();
            }
            case Part.Opaque ignored -> lost(place);
            case Part.Media ignored -> lost(place);
            case Part.Thinking ignored -> lost(place);
            case Part.ToolCall ignored -> lost(place);
            case Part.ToolResult ignored -> lost(place);
        };
    }

    private Optional<String> lost(String place) {
        losses.add(place, "a system instruction holds text only");
        return Optional.empty();
    }

    /** The turn that goes on, or a new one; a turn of which nothing is said parts no others. */
    private GeminiTurn turn(String role, int position) {
        if (!turns.isEmpty() && turns.getLast().all().isEmpty()) {
            turns.removeLast();
        }
        if (turns.isEmpty() || !turns.getLast().role().equals(role)) {
            turns.add(new GeminiTurn(role, position));
        }
        return turns.getLast();
    }

    private Contents contents() {
        turns.removeIf(turn -> turn.all().isEmpty());
        dropPrefill();
        List<JsonValue.Obj> contents = turns.stream().map(GeminiTurn::json).toList();
        return contents.isEmpty() && !instruction.isEmpty()
                ? new Contents(List.of(), List.of(userTurn(instruction)))
                : new Contents(instruction, contents);
    }

    /** Gemini answers the user, and does not continue a text of its own. */
    private void dropPrefill() {
        if (turns.size() > 1 && turns.getLast().isPrefill()) {
            GeminiTurn prefill = turns.removeLast();
            losses.add("messages[" + prefill.message() + "]", "the last turn must be the user's");
        }
    }

    /** A conversation that has nothing but system messages asks with them. */
    private static JsonValue.Obj userTurn(List<JsonValue.Obj> parts) {
        GeminiTurn turn = new GeminiTurn(GeminiTurn.USER, 0);
        parts.forEach(turn.parts()::content);
        return turn.json();
    }
}
