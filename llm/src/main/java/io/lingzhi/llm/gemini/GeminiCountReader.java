package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.UpstreamReader;
import java.util.List;
import java.util.Map;

/** Reads what a Gemini upstream answers to a question for a token count; a count is an answer without parts. */
public final class GeminiCountReader implements UpstreamReader {
    private final GeminiOutbound contents = new GeminiOutbound();

    /** A count is never streamed: a stream is read as one of contents, and fails where it is none. */
    @Override
    public StreamDecoder newStreamDecoder(Dialect dialect) {
        return contents.newStreamDecoder(dialect);
    }

    @Override
    public List<StreamEvent> decodeResponse(byte[] body, Dialect dialect) {
        if (CountTokens.decodeAnswer(body).isEmpty()) {
            return List.of(new StreamEvent.Failed(
                    new Failure.UpstreamFault("the upstream's answer to a token count holds no count")));
        }
        return List.of(new StreamEvent.Started("", "", 0), new StreamEvent.Finished(FinishReason.STOP));
    }

    @Override
    public Failure decodeFailure(int status, Map<String, String> headers, byte[] body) {
        return contents.decodeFailure(status, headers, body);
    }
}
