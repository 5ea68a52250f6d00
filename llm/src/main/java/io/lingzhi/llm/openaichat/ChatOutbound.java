package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.WireRequest;
import java.util.List;
import java.util.Map;

/** An upstream that speaks OpenAI Chat Completions. */
public final class ChatOutbound implements Outbound {
    @Override
    public Protocol protocol() {
        return Protocol.OPENAI_CHAT;
    }

    @Override
    public Encoded encodeRequest(ChatRequest request, Dialect dialect) {
        String accept = request.stream() ? "text/event-stream" : "application/json";
        Map<String, String> headers = Map.of("content-type", "application/json", "accept", accept);
        byte[] body = ChatRequestEncoder.encode(request, dialect);
        return new Encoded(new WireRequest(ChatPassThrough.PATH, headers, body), List.of());
    }

    @Override
    public StreamDecoder newStreamDecoder(Dialect dialect) {
        return new ChatStreamDecoder();
    }

    @Override
    public List<StreamEvent> decodeResponse(byte[] body, Dialect dialect) {
        return ChatResponseDecoder.decode(body);
    }

    @Override
    public Failure decodeFailure(int status, Map<String, String> headers, byte[] body) {
        return ChatFailureDecoder.decode(status, headers, body);
    }
}
