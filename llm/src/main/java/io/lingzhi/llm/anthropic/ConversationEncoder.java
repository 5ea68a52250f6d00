package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.ClientNotes;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the messages of one request: those of the system that come first as system text, later ones as reminders by
 * the user, and all others as turns of user and assistant that take turns. The user begins. Call {@link #system} first.
 */
final class ConversationEncoder {
    /** What the user says where nobody did, since an upstream demands that the user begins. */
    static final String BEGINNING = "Continue.";

    private final BlockEncoder blocks;
    private final List<Message> messages;
    private final int systemMessages;

    ConversationEncoder(BlockEncoder blocks, List<Message> messages) {
        this.blocks = blocks;
        this.messages = messages;
        int leading = 0;
        while (leading < messages.size() && isSystem(messages.get(leading))) {
            leading++;
        }
        this.systemMessages = leading;
    }

    private static boolean isSystem(Message message) {
        return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
    }

    /** The blocks of the system text, and then {@code more} texts. */
    List<JsonValue> system(List<String> more) {
        Turn turn = new Turn();
        for (int i = 0; i < systemMessages; i++) {
            List<Part> parts = messages.get(i).parts();
            for (int j = 0; j < parts.size(); j++) {
                blocks.addSystem(turn, parts.get(j), path(i, j));
            }
        }
        more.forEach(text -> turn.add(Json.object().put("type", "text").put("text", text)));
        return turn.blocks();
    }

    List<JsonValue> messages() {
        List<Spoken> turns = new ArrayList<>();
        for (int i = systemMessages; i < messages.size(); i++) {
            addTo(turns, i);
        }
        if (turns.isEmpty() || turns.getFirst().assistant()) {
            Turn beginning = new Turn();
            beginning.add(Json.object().put("type", "text").put("text", BEGINNING));
            turns.addFirst(new Spoken(false, beginning));
        }
        return turns.stream().map(Spoken::encode).toList();
    }

    /** Adds to the last turn if the same side speaks on; a message that says nothing opens no turn. */
    private void addTo(List<Spoken> turns, int index) {
        boolean assistant = messages.get(index).role() == Role.ASSISTANT;
        if (!turns.isEmpty() && turns.getLast().assistant() == assistant) {
            add(turns.getLast().turn(), index);
            return;
        }
        Turn turn = new Turn();
        add(turn, index);
        if (!turn.blocks().isEmpty()) {
            turns.add(new Spoken(assistant, turn));
        }
    }

    private void add(Turn turn, int index) {
        Message message = messages.get(index);
        List<Part> parts = message.parts();
        for (int j = 0; j < parts.size(); j++) {
            Part part = parts.get(j);
            JsonValue.Obj members = j == 0 ? ofMessage(part) : JsonValue.Obj.EMPTY;
            if (members.members().isEmpty()) {
                blocks.add(turn, isSystem(message) ? reminder(part) : part, path(index, j));
            } else {
                members.members().forEach(turn.members()::put);
            }
        }
    }

    /** The members of the message that its first part may carry. */
    private static JsonValue.Obj ofMessage(Part part) {
        return part instanceof Part.Opaque(Protocol protocol, JsonValue.Obj members)
                        && protocol == Protocol.ANTHROPIC
                        && !members.has("type")
                ? members
                : JsonValue.Obj.EMPTY;
    }

    private static Part reminder(Part part) {
        return part instanceof Part.Text(String text, var citations) && !text.isBlank()
                ? new Part.Text(ClientNotes.reminder(text), citations)
                : part;
    }

    private static String path(int message, int part) {
        return "messages[" + message + "].content[" + part + "]";
    }

    /** A turn with its speaker. */
    private record Spoken(boolean assistant, Turn turn) {
        JsonValue encode() {
            ObjectBuilder message = Json.object().put("role", assistant ? "assistant" : "user");
            turn.members().build().members().forEach(message::put);
            return message.put("content", turn.blocks()).build();
        }
    }
}
