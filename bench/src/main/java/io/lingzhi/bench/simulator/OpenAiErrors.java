package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;

/**
 * Error bodies in the shape of OpenAI.
 *
 * <p>Source: https://platform.openai.com/docs/guides/error-codes, read 2026-11-22.
 */
final class OpenAiErrors {
    private OpenAiErrors() {}

    /** The error object with its envelope. */
    static JsonValue.Obj body(int status, String code, String message) {
        return Json.object()
                .put(
                        "error",
                        Json.object()
                                .put("message", message)
                                .put("type", type(status))
                                .putNull("param")
                                .put("code", code)
                                .build())
                .build();
    }

    /** The code that OpenAI sends most often with the status. */
    static String usualCode(int status) {
        return switch (status) {
            case 401 -> "invalid_api_key";
            case 403 -> "unsupported_country_region_territory";
            case 404 -> "model_not_found";
            case 429 -> "rate_limit_exceeded";
            case 503 -> "overloaded";
            default -> status < 500 ? "invalid_value" : "server_error";
        };
    }

    private static String type(int status) {
        return switch (status) {
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }
}
