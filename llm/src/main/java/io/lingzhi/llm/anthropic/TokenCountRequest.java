package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.Optional;

/**
 * A client's question how many input tokens a conversation has: {@code POST /v1/messages/count_tokens}, answered by
 * {@code {"input_tokens":N}}. Agents ask it dozens of times in a row, so it is read once.
 *
 * <p>Source: https://docs.anthropic.com/en/api/messages-count-tokens, read 2026-11-22.
 */
public final class TokenCountRequest {
    /** What follows the provider's base URL. */
    public static final String PATH = "/v1/messages/count_tokens";

    private final byte[] body;
    private final ChatRequest request;

    private TokenCountRequest(byte[] body, ChatRequest request) {
        this.body = body;
        this.request = request;
    }

    /** Reads and checks the question; what is wrong with it is told as for a request for an answer. */
    public static TokenCountRequest read(byte[] body) throws RejectedException {
        return new TokenCountRequest(body, RequestDecoder.decode(body));
    }

    public ModelId model() {
        return request.model();
    }

    /** The conversation that is counted, for an estimate where the upstream cannot be asked. */
    public ChatRequest request() {
        return request;
    }

    /** Whether an upstream of this protocol may be asked with the client's own bytes. */
    public boolean relayable() {
        return !AnthropicAsked.SIGNED.isIn(body);
    }

    /** The client's own bytes with the upstream's model name. */
    public byte[] patch(String upstreamModel) throws RejectedException {
        return new AnthropicPassThrough().patch(body, upstreamModel, Dialect.PLAIN);
    }

    /** The answer to the client. */
    public static byte[] encodeCount(long inputTokens) {
        return Json.object().put("input_tokens", inputTokens).bytes();
    }

    /** The count that an upstream answered; empty when the body tells none. */
    public static Optional<Long> decodeCount(byte[] body) {
        try {
            return Json.parseObject(body).integer("input_tokens").filter(count -> count >= 0);
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }
}
