package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.protocol.WireError;

/** A client that speaks Anthropic Messages. */
public final class AnthropicInbound implements Inbound {
    @Override
    public Protocol protocol() {
        return Protocol.ANTHROPIC;
    }

    @Override
    public Asked read(WireCall call) throws RejectedException {
        return new AnthropicAsked(call.body());
    }

    @Override
    public WireError encodeFailure(Failure failure) {
        return ErrorEncoder.encode(failure);
    }

    @Override
    public byte[] encodeStreamFailure(Failure failure) {
        return ErrorEncoder.encodeInStream(failure);
    }
}
