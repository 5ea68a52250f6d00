package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.protocol.WireBody;
import io.lingzhi.llm.protocol.WordSearch;
import java.util.Optional;
import java.util.Set;

/** One request of a Chat client. */
final class ChatAsked implements Asked {
    private static final WordSearch SIGNED = new WordSearch(Signature.ENVELOPE);

    private final byte[] body;
    private final Peek peek;
    private Optional<ChatRequest> decoded = Optional.empty();

    ChatAsked(WireBody body) throws RejectedException {
        this.body = body.bytes();
        this.peek = ChatPeek.of(body.object());
    }

    @Override
    public Peek peek() {
        return peek;
    }

    @Override
    public ChatRequest request() throws RejectedException {
        if (decoded.isEmpty()) {
            decoded = Optional.of(ChatRequestDecoder.decode(body));
        }
        return decoded.get();
    }

    /** Not with the signatures of calls, which only their maker understands. */
    @Override
    public boolean relayable() {
        return !SIGNED.isIn(body);
    }

    @Override
    public StreamEncoder newStreamEncoder() {
        return new ChatStreamEncoder(peek.usageWanted(), customTools());
    }

    @Override
    public byte[] encodeResponse(ChatResponse response) {
        return ChatResponseEncoder.encode(response, customTools());
    }

    /** None when nobody asked for the whole request, as when an answer is only relayed. */
    private Set<String> customTools() {
        return decoded.map(FreeText::tools).orElse(Set.of());
    }
}
