package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.Map;
import java.util.Optional;

/**
 * Errors in the shape of each protocol.
 *
 * <p>Sources: https://platform.openai.com/docs/guides/error-codes, https://docs.anthropic.com/en/api/errors,
 * https://ai.google.dev/gemini-api/docs/troubleshooting, read 2026-11-22.
 */
final class Errors {
    private static final String INSIDE = "A simulated error inside the answer.";

    private Errors() {}

    static Reply.Whole reply(Protocol protocol, int status, Optional<String> code, String message) {
        return reply(protocol, status, code, message, Map.of());
    }

    static Reply.Whole reply(
            Protocol protocol, int status, Optional<String> code, String message, Map<String, String> headers) {
        return new Reply.Whole(status, headers, Json.bytes(body(protocol, status, code, message)));
    }

    /** A scripted error, in the words of a provider where a gateway reads them. */
    static Reply.Whole scripted(Protocol protocol, Fault.Status fault) {
        String message = message(protocol, fault.status(), fault.code().orElse(""));
        return reply(protocol, fault.status(), fault.code(), message, fault.headers());
    }

    /** The error object of an answer that began well. */
    static Obj inside(Protocol protocol) {
        return switch (protocol) {
            case CHAT, RESPONSES, GEMINI -> body(protocol, 500, Optional.empty(), INSIDE);
            case MESSAGES -> body(protocol, 529, Optional.empty(), INSIDE);
        };
    }

    /**
     * The same as one event.
     *
     * @param number how many events stand before it
     */
    static Frame frame(Protocol protocol, int number) {
        return switch (protocol) {
            case CHAT, GEMINI -> Frame.of(inside(protocol));
            case MESSAGES -> Frame.of(inside(protocol)).named("error");
            case RESPONSES ->
                Frame.of(Json.object()
                                .put("type", "error")
                                .put("code", "server_error")
                                .put("message", INSIDE)
                                .putNull("param")
                                .put("sequence_number", number)
                                .build())
                        .named("error");
        };
    }

    private static Obj body(Protocol protocol, int status, Optional<String> code, String message) {
        return switch (protocol) {
            case CHAT, RESPONSES ->
                OpenAiErrors.body(status, code.orElseGet(() -> OpenAiErrors.usualCode(status)), message);
            case MESSAGES -> {
                Obj error = Json.object()
                        .put("type", messagesType(status, code))
                        .put("message", message)
                        .build();
                yield Json.object()
                        .put("type", "error")
                        .put("error", error)
                        .put("request_id", "req_sim")
                        .build();
            }
            case GEMINI -> {
                ObjectBuilder error = Json.object()
                        .put("code", status)
                        .put("message", message)
                        .put("status", geminiStatus(status, code));
                yield Json.object().put("error", error.build()).build();
            }
        };
    }

    /** A code that is no word of the protocol gives way to what is usual with the status. */
    private static String messagesType(int status, Optional<String> code) {
        return code.filter(word -> word.endsWith("_error")).orElseGet(() -> switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        });
    }

    private static String geminiStatus(int status, Optional<String> code) {
        return code.filter(word -> word.matches("[A-Z_]+")).orElseGet(() -> switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        });
    }

    private static String message(Protocol protocol, int status, String code) {
        return switch (code) {
            case "context_length_exceeded" ->
                switch (protocol) {
                    case CHAT, RESPONSES ->
                        "This model's maximum context length is 8192 tokens; the messages have 9000.";
                    case MESSAGES -> "prompt is too long: 209000 tokens > 200000 maximum";
                    case GEMINI ->
                        "The input token count (1059000) exceeds the maximum number of tokens allowed (1048576).";
                };
            case "content_policy_violation" ->
                switch (protocol) {
                    case CHAT, RESPONSES, GEMINI -> "The request was rejected by the content policy.";
                    case MESSAGES -> "Output blocked by content filtering policy";
                };
            default -> "A simulated error of status " + status + ".";
        };
    }
}
