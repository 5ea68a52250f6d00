package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.MouldedDecoder;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.StreamDecoder;
import java.util.List;
import java.util.Map;

/** An upstream that speaks Anthropic Messages. */
public final class AnthropicOutbound implements Outbound {
    @Override
    public Protocol protocol() {
        return Protocol.ANTHROPIC;
    }

    @Override
    public Encoded encodeRequest(ChatRequest request, Dialect dialect) {
        return new RequestEncoder(request, dialect).encode();
    }

    @Override
    public StreamDecoder newStreamDecoder(Dialect dialect) {
        return new MouldedDecoder(new AnthropicStreamDecoder());
    }

    @Override
    public List<StreamEvent> decodeResponse(byte[] body, Dialect dialect) {
        return ResponseDecoder.decode(body);
    }

    @Override
    public Failure decodeFailure(int status, Map<String, String> headers, byte[] body) {
        return FailureDecoder.decode(status, headers, body);
    }
}
