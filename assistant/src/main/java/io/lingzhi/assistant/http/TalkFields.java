package io.lingzhi.assistant.http;

import io.lingzhi.assistant.conversation.Conversations;
import io.lingzhi.assistant.select.Wish;
import java.util.Optional;

/** The fields that all questions to models have in common: what is asked, of which model, in which conversation. */
record TalkFields(String prompt, Wish wish, Optional<String> conversation, boolean stream) {
    private static final int LONGEST_ID = 64;

    static TalkFields read(Fields fields) {
        Optional<String> prompt = fields.text("prompt").filter(text -> !text.isBlank());
        fields.require("prompt", prompt);
        return new TalkFields(prompt.orElse(""), WishFields.read(fields), conversation(fields), fields.flag("stream"));
    }

    private static Optional<String> conversation(Fields fields) {
        Optional<String> id = fields.shortText("conversation_id", LONGEST_ID);
        if (id.isPresent() && !Conversations.isId(id.get())) {
            fields.mistake("conversation_id", TalkWording.badConversationId());
        }
        return id;
    }

    /** Instructions that stand before the question. */
    static Optional<String> systemPrompt(Fields fields) {
        return fields.text("system_prompt").filter(text -> !text.isBlank());
    }
}
