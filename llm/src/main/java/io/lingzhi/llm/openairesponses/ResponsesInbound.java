package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.protocol.WireError;
import java.util.function.Supplier;

/** A client that speaks OpenAI Responses. */
public final class ResponsesInbound implements Inbound {
    private final Supplier<String> newIds;

    /** {@code newIds} gives an id, never the same again, to an answer whose upstream gives none. */
    public ResponsesInbound(Supplier<String> newIds) {
        this.newIds = newIds;
    }

    @Override
    public Protocol protocol() {
        return Protocol.OPENAI_RESPONSES;
    }

    @Override
    public Asked read(WireCall call) throws RejectedException {
        return new ResponsesAsked(call.body(), newIds);
    }

    @Override
    public WireError encodeFailure(Failure failure) {
        return ResponsesErrorEncoder.encode(failure);
    }

    @Override
    public byte[] encodeStreamFailure(Failure failure) {
        return ResponsesErrorEncoder.encodeInStream(failure);
    }
}
