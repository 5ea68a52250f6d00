package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.UpstreamReader;
import java.util.List;
import java.util.Map;

/** Reads what a Messages upstream answers to a question for a token count; a count is an answer without parts. */
public final class TokenCountReader implements UpstreamReader {
    private final AnthropicOutbound messages = new AnthropicOutbound();

    /** A count is never streamed: a stream is read as one of a message, and fails where it is none. */
    @Override
    public StreamDecoder newStreamDecoder(Dialect dialect) {
        return messages.newStreamDecoder(dialect);
    }

    @Override
    public List<StreamEvent> decodeResponse(byte[] body, Dialect dialect) {
        if (TokenCountRequest.decodeCount(body).isEmpty()) {
            return List.of(new StreamEvent.Failed(
                    new Failure.UpstreamFault("the upstream's answer to a token count holds no count")));
        }
        return List.of(new StreamEvent.Started("", "", 0), new StreamEvent.Finished(FinishReason.STOP));
    }

    /** An upstream that has no such address is none the worse for anything else. */
    @Override
    public Failure decodeFailure(int status, Map<String, String> headers, byte[] body) {
        Failure failure = messages.decodeFailure(status, headers, body);
        return status == 404 && failure instanceof Failure.UpstreamFault
                ? new Failure.Unsupported("the upstream counts no tokens")
                : failure;
    }
}
