package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.UpstreamReader;
import java.util.List;
import java.util.Map;

/** Reads what an upstream answers to a call for vectors: whether it is an answer, and its errors. It tells no usage. */
public final class GeminiEmbeddingReader implements UpstreamReader {
    /** Such an answer is never streamed: every stream is a failure. */
    @Override
    public StreamDecoder newStreamDecoder(Dialect dialect) {
        return new StreamDecoder() {
            @Override
            public List<StreamEvent> decode(Frame frame) {
                return List.of();
            }

            @Override
            public List<StreamEvent> end() {
                return fault("is streamed");
            }
        };
    }

    @Override
    public List<StreamEvent> decodeResponse(byte[] body, Dialect dialect) {
        try {
            JsonValue.Obj answer = Json.parseObject(body);
            return answer.has("embedding") || answer.has("embeddings")
                    ? List.of(new StreamEvent.Started("", "", 0), new StreamEvent.Finished(FinishReason.STOP))
                    : fault("holds no embedding");
        } catch (JsonSyntaxException e) {
            return fault("is not JSON");
        }
    }

    private static List<StreamEvent> fault(String what) {
        return List.of(new StreamEvent.Failed(
                new Failure.UpstreamFault("the upstream's answer to an embeddings call " + what)));
    }

    @Override
    public Failure decodeFailure(int status, Map<String, String> headers, byte[] body) {
        return GeminiFailureDecoder.decode(status, headers, body);
    }
}
