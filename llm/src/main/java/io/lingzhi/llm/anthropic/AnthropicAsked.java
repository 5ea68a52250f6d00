package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.protocol.WireBody;
import io.lingzhi.llm.protocol.WordSearch;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One request of a Messages client. */
final class AnthropicAsked implements Asked {
    static final WordSearch SIGNED = new WordSearch(Signature.ENVELOPE);

    private final byte[] body;
    private final Peek peek;
    private Optional<ChatRequest> decoded = Optional.empty();

    AnthropicAsked(WireBody body) throws RejectedException {
        this.body = body.bytes();
        this.peek = AnthropicPeek.of(body.object());
    }

    @Override
    public Peek peek() {
        return peek;
    }

    @Override
    public ChatRequest request() throws RejectedException {
        if (decoded.isEmpty()) {
            decoded = Optional.of(RequestDecoder.decode(body));
        }
        return decoded.get();
    }

    @Override
    public boolean relayable() {
        return !SIGNED.isIn(body);
    }

    @Override
    public StreamEncoder newStreamEncoder() {
        return new AnthropicStreamEncoder();
    }

    /** A ping: https://docs.anthropic.com/en/api/messages-streaming, read 2026-11-22, allows it anywhere. */
    @Override
    public byte[] keepAlive() {
        return "event: ping\ndata: {\"type\": \"ping\"}\n\n".getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] encodeResponse(ChatResponse response) {
        return ResponseEncoder.encode(response);
    }
}
