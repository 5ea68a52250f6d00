package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamEncoder;
import io.lingzhi.llm.protocol.WireError;

/** A client that speaks OpenAI Chat Completions. */
public final class ChatInbound implements Inbound {
    @Override
    public Protocol protocol() {
        return Protocol.OPENAI_CHAT;
    }

    @Override
    public Peek peek(byte[] body) throws RejectedException {
        return ChatPeek.of(body);
    }

    @Override
    public ChatRequest decodeRequest(byte[] body) throws RejectedException {
        return ChatRequestDecoder.decode(body);
    }

    @Override
    public StreamEncoder newStreamEncoder(Peek peek) {
        return new ChatStreamEncoder(peek.usageWanted());
    }

    @Override
    public byte[] encodeResponse(ChatResponse response) {
        return ChatResponseEncoder.encode(response);
    }

    @Override
    public WireError encodeFailure(Failure failure) {
        return ChatErrorEncoder.encode(failure);
    }

    @Override
    public byte[] encodeStreamFailure(Failure failure) {
        return ChatErrorEncoder.encodeInStream(failure);
    }
}
