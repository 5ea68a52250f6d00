package io.lingzhi.llm.gemini;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.Optional;
import java.util.Set;

/** The {@code countTokens} call. Source: https://ai.google.dev/api/tokens, read 2026-11-22. */
public final class CountTokens {
    /** The verb in the URL. */
    public static final String VERB = "countTokens";

    private static final String WRAPPED = "generateContentRequest";

    private CountTokens() {}

    /** Reads a request: contents alone, or a whole request in {@code generateContentRequest}. */
    public static ChatRequest decode(byte[] body, ModelId model) throws RejectedException {
        try {
            JsonValue.Obj request = CamelNames.of(Json.parseObject(body));
            return request.get(WRAPPED) instanceof JsonValue.Obj whole
                    ? GeminiRequestDecoder.decode(new RequestObject(WRAPPED, whole), model)
                    : GeminiRequestDecoder.decode(new RequestObject("", request), model);
        } catch (JsonSyntaxException e) {
            throw RequestObject.malformed(e);
        }
    }

    /**
     * Whether every Gemini upstream takes this request as it is: it holds contents and nothing else. Where a whole
     * request is counted, its model is named inside, and what else is taken differs.
     */
    public static boolean isRelayable(byte[] body) {
        try {
            return Json.parseObject(body).members().keySet().equals(Set.of("contents"));
        } catch (JsonSyntaxException e) {
            return false;
        }
    }

    /** An answer. */
    public static byte[] encode(long totalTokens) {
        return Json.object().put("totalTokens", totalTokens).bytes();
    }

    /** The count in an upstream's answer; empty when the body is none. */
    public static Optional<Long> decodeAnswer(byte[] body) {
        try {
            return CamelNames.of(Json.parseObject(body)).integer("totalTokens").filter(count -> count >= 0);
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }
}
