package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.MouldedDecoder;
import io.lingzhi.llm.protocol.OpenAiFailures;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.StreamDecoder;
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
        return ChatRequestEncoder.encode(request, dialect);
    }

    /** The specification has URLs for images; a file is bytes, or an id. */
    @Override
    public boolean readsUrl(Part.Media media, Dialect dialect) {
        return media.kind() != Part.Media.Kind.DOCUMENT || dialect.has(Dialect.Quirk.FILE_URL);
    }

    @Override
    public StreamDecoder newStreamDecoder(Dialect dialect) {
        return new MouldedDecoder(new ChatStreamDecoder());
    }

    @Override
    public List<StreamEvent> decodeResponse(byte[] body, Dialect dialect) {
        return ChatResponseDecoder.decode(body);
    }

    @Override
    public Failure decodeFailure(int status, Map<String, String> headers, byte[] body) {
        return OpenAiFailures.decode(status, headers, body);
    }
}
