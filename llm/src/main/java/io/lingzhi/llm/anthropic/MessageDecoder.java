package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the system text and the messages of a request, in order; system messages stay where they stand. */
final class MessageDecoder {
    private static final Set<String> KNOWN = Set.of("role", "content");

    private MessageDecoder() {}

    static List<Message> decode(RequestObject request) throws RejectedException {
        List<Message> messages = new ArrayList<>();
        List<Part> system = BlockDecoder.content(request, "system");
        if (!system.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, system));
        }
        List<RequestObject> items = request.objects("messages");
        if (items.isEmpty()) {
            throw RequestObject.rejected("messages", "a list of at least one message is expected");
        }
        for (RequestObject item : items) {
            messages.add(message(item));
        }
        return messages;
    }

    private static Message message(RequestObject message) throws RejectedException {
        Role role = role(message);
        if (!message.has("content")) {
            throw message.expected("content", "a string or a list of blocks");
        }
        List<Part> parts = new ArrayList<>();
        JsonValue.Obj others = OtherMembers.of(message.json(), KNOWN);
        if (!others.members().isEmpty()) {
            parts.add(new Part.Opaque(Protocol.ANTHROPIC, others));
        }
        parts.addAll(BlockDecoder.content(message, "content"));
        return new Message(role, parts);
    }

    private static Role role(RequestObject message) throws RejectedException {
        return switch (message.requiredText("role")) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            default -> throw message.expected("role", "\"user\", \"assistant\" or \"system\"");
        };
    }
}
