package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.protocol.WireError;

/** A client that speaks OpenAI Chat Completions. */
public final class ChatInbound implements Inbound {
    @Override
    public Protocol protocol() {
        return Protocol.OPENAI_CHAT;
    }

    @Override
    public Asked read(WireCall call) throws RejectedException {
        return new ChatAsked(call.body());
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
