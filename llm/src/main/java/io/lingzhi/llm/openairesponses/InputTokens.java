package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.Json;

/** The answer to {@code POST /v1/responses/input_tokens}. */
public final class InputTokens {
    private InputTokens() {}

    public static byte[] body(long inputTokens) {
        return Json.object()
                .put("object", "response.input_tokens")
                .put("input_tokens", inputTokens)
                .bytes();
    }
}
