package io.lingzhi.llm.gemini;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.MouldedDecoder;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.StreamDecoder;
import java.util.List;
import java.util.Map;

/** An upstream that speaks Gemini {@code generateContent}. */
public final class GeminiOutbound implements Outbound {
    @Override
    public Protocol protocol() {
        return Protocol.GEMINI;
    }

    @Override
    public Encoded encodeRequest(ChatRequest request, Dialect dialect) {
        return GeminiRequestEncoder.encode(request, dialect);
    }

    @Override
    public boolean readsUrl(Part.Media media, Dialect dialect) {
        return GeminiMedia.encode(media).isPresent();
    }

    @Override
    public StreamDecoder newStreamDecoder(Dialect dialect) {
        return new MouldedDecoder(new GeminiStreamDecoder(), GeminiAnswer.USAGE);
    }

    @Override
    public List<StreamEvent> decodeResponse(byte[] body, Dialect dialect) {
        return GeminiResponseDecoder.decode(body);
    }

    @Override
    public Failure decodeFailure(int status, Map<String, String> headers, byte[] body) {
        return GeminiFailureDecoder.decode(status, headers, body);
    }
}
