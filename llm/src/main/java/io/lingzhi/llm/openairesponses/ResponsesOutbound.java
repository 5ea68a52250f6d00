package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.OpenAiFailures;
import io.lingzhi.llm.protocol.OpenAiIdentifiers;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.ToolRenames;
import io.lingzhi.llm.protocol.WireRequest;
import java.util.List;
import java.util.Map;

/** An upstream that speaks OpenAI Responses. */
public final class ResponsesOutbound implements Outbound {
    @Override
    public Protocol protocol() {
        return Protocol.OPENAI_RESPONSES;
    }

    @Override
    public Encoded encodeRequest(ChatRequest request, Dialect dialect) {
        String accept = request.stream() ? "text/event-stream" : "application/json";
        Map<String, String> headers = Map.of("content-type", "application/json", "accept", accept);
        ResponsesRequestEncoder.Written written = ResponsesRequestEncoder.encode(request);
        return new Encoded(
                new WireRequest(ResponsesPassThrough.PATH, headers, written.body()),
                written.losses(),
                ToolRenames.of(request.tools(), OpenAiIdentifiers::toolName));
    }

    @Override
    public StreamDecoder newStreamDecoder(Dialect dialect) {
        return new ResponsesStreamDecoder();
    }

    @Override
    public List<StreamEvent> decodeResponse(byte[] body, Dialect dialect) {
        return ResponsesResponseDecoder.decode(body);
    }

    @Override
    public Failure decodeFailure(int status, Map<String, String> headers, byte[] body) {
        return OpenAiFailures.decode(status, headers, body);
    }
}
