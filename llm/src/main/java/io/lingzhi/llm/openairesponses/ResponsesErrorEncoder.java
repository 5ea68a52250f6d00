package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.OpenAiError;
import io.lingzhi.llm.protocol.WireError;
import java.util.List;

/**
 * Writes failures as OpenAI does: {@code {"error":{"message","type","param","code"}}}, and as a failed response in a
 * stream.
 */
final class ResponsesErrorEncoder {
    /** Later than all events of a stream whose count is not known here. */
    private static final long LAST = Integer.MAX_VALUE;

    private static final String CONVERSATION = "input";

    private ResponsesErrorEncoder() {}

    static WireError encode(Failure failure) {
        return OpenAiError.answer(failure, CONVERSATION);
    }

    /** The end of a stream of which only its bytes are known. */
    static byte[] encodeInStream(Failure failure) {
        JsonValue.Obj response = Json.object()
                .put("object", "response")
                .put("status", "failed")
                .put("error", inResponse(failure))
                .put("output", List.of())
                .build();
        EventFrames frames = new EventFrames(LAST);
        frames.send("response.failed", Json.object().put("response", response));
        return frames.taken();
    }

    /** The error object of an error body. */
    static JsonValue.Obj error(Failure failure) {
        return OpenAiError.of(failure, CONVERSATION).json();
    }

    /** The error object of a response; a fault that may pass is {@code server_error}, which clients ask again after. */
    static JsonValue.Obj inResponse(Failure failure) {
        OpenAiError error = OpenAiError.of(failure, CONVERSATION);
        String code = error.type().equals(OpenAiError.SERVER_ERROR)
                ? OpenAiError.SERVER_ERROR
                : error.code().orElse("invalid_prompt");
        return Json.object().put("code", code).put("message", failure.message()).build();
    }
}
