package io.lingzhi.assistant.http;

import io.lingzhi.assistant.ChatAsk;
import java.util.List;
import java.util.Optional;

/**
 * A question to a model, as a route has read it.
 *
 * @param question the asker's own words, as a conversation keeps them
 * @param conversation the conversation that it belongs to
 * @param form how the answer is told
 * @param warnings what of the request was not understood
 */
record Talk(ChatAsk ask, String question, Optional<String> conversation, TalkForm form, List<Text> warnings) {
    Talk {
        warnings = List.copyOf(warnings);
    }
}
