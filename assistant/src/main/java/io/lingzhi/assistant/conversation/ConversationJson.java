package io.lingzhi.assistant.conversation;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.time.Instant;

/** The JSON of conversations, in files and in answers. Pure. */
public final class ConversationJson {
    private ConversationJson() {}

    /** All of it. */
    public static JsonValue.Obj whole(Conversation conversation) {
        return head(conversation)
                .put(
                        "turns",
                        conversation.turns().stream()
                                .map(ConversationJson::json)
                                .toList())
                .build();
    }

    /** What a list shows. */
    public static JsonValue.Obj summary(Conversation conversation) {
        return head(conversation).put("turn_count", conversation.turns().size()).build();
    }

    private static ObjectBuilder head(Conversation conversation) {
        ObjectBuilder head = Json.object()
                .put("id", conversation.id())
                .put("created_at", conversation.created().toString())
                .put("updated_at", conversation.updated().toString());
        conversation.summary().ifPresent(text -> head.put("summary", text));
        return head.put("summarised_turns", conversation.summarised());
    }

    private static JsonValue json(Turn turn) {
        ObjectBuilder object = Json.object()
                .put("role", turn.fromUser() ? "user" : "assistant")
                .put("text", turn.text());
        turn.model().ifPresent(model -> object.put("model", model));
        return object.put("at", turn.at().toString()).build();
    }

    /** @throws JsonSyntaxException when the bytes are no JSON, or no conversation */
    static Conversation read(byte[] json) throws JsonSyntaxException {
        if (!(Json.parse(json) instanceof JsonValue.Obj object)) {
            throw new JsonSyntaxException("a conversation is an object");
        }
        return new Conversation(
                object.string("id", ""),
                instant(object, "created_at"),
                instant(object, "updated_at"),
                object.string("summary"),
                object.integer("summarised_turns").orElse(0L).intValue(),
                object.list("turns").stream().map(ConversationJson::turn).toList());
    }

    private static Turn turn(JsonValue json) {
        JsonValue.Obj turn = json instanceof JsonValue.Obj object ? object : JsonValue.Obj.EMPTY;
        return new Turn(
                turn.string("role", "").equals("user"),
                turn.string("text", ""),
                turn.string("model"),
                instant(turn, "at"));
    }

    private static Instant instant(JsonValue.Obj object, String name) {
        return object.string(name).map(Instant::parse).orElse(Instant.EPOCH);
    }
}
