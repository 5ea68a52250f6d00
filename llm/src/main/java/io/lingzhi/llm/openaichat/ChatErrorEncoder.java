package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.OpenAiError;
import io.lingzhi.llm.protocol.WireError;

/** Writes failures as OpenAI does: {@code {"error":{"message","type","param","code"}}}. */
final class ChatErrorEncoder {
    private static final String CONVERSATION = "messages";

    private ChatErrorEncoder() {}

    static WireError encode(Failure failure) {
        return OpenAiError.answer(failure, CONVERSATION);
    }

    static byte[] encodeInStream(Failure failure) {
        return ChatStreamEncoder.frame(OpenAiError.of(failure, CONVERSATION).body());
    }
}
