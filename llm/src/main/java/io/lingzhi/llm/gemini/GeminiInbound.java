package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.protocol.WireError;

/** A client that speaks Gemini {@code generateContent}. Its URL names the model and says whether it wants a stream. */
public final class GeminiInbound implements Inbound {
    @Override
    public Protocol protocol() {
        return Protocol.GEMINI;
    }

    @Override
    public Asked read(WireCall call) throws RejectedException {
        return new GeminiAsked(call);
    }

    @Override
    public WireError encodeFailure(Failure failure) {
        return GeminiErrorEncoder.encode(failure);
    }

    /** The error as a server-sent event; a client of the array form gets it from its stream encoder. */
    @Override
    public byte[] encodeStreamFailure(Failure failure) {
        return ChunkFraming.sse(Json.bytes(GeminiErrorEncoder.body(failure)));
    }
}
