package io.lingzhi.assistant.conversation;

import io.lingzhi.llm.Message;
import io.lingzhi.llm.Role;
import java.util.ArrayList;
import java.util.List;

/** What a model is told of a conversation: the summary of what is long past, then the turns. Pure. */
public final class History {
    private History() {}

    /** The messages that stand before a question. */
    public static List<Message> of(Conversation conversation) {
        List<Message> messages = new ArrayList<>();
        conversation.summary().ifPresent(text -> messages.add(Message.of(Role.USER, "此前对话的摘要(供参考):\n" + text)));
        for (Turn turn : conversation.turns()) {
            messages.add(Message.of(turn.fromUser() ? Role.USER : Role.ASSISTANT, turn.text()));
        }
        return messages;
    }
}
