package io.lingzhi.assistant.http;

import io.lingzhi.assistant.code.CodeAnswer;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;

/** How the text of an answer is told. */
enum TalkForm {
    /** As {@code response}. */
    RESPONSE,
    /** As {@code response}, and {@code reasoning} stands beside it even where the model tells none. */
    REASONED,
    /** Taken apart: {@code code}, and {@code explanation} if there is any. */
    CODE;

    /** What the whole answer says first. */
    void putText(ObjectBuilder object, ChatResponse response) {
        switch (this) {
            case RESPONSE -> {
                object.put("response", response.text());
                AnswerJson.putReasoning(object, response);
            }
            case REASONED -> {
                object.put("response", response.text()).put("reasoning", JsonValue.Null.NULL);
                AnswerJson.putReasoning(object, response);
            }
            case CODE -> {
                putCode(object, response);
                AnswerJson.putReasoning(object, response);
            }
        }
    }

    /** What the last event of a stream says of the text, beyond its pieces. */
    void putAfterPieces(ObjectBuilder object, ChatResponse response) {
        switch (this) {
            case RESPONSE, REASONED -> {}
            case CODE -> putCode(object, response);
        }
    }

    private static void putCode(ObjectBuilder object, ChatResponse response) {
        CodeAnswer answer = CodeAnswer.of(response.text());
        object.put("code", answer.code());
        answer.explanation().ifPresent(text -> object.put("explanation", text));
    }
}
