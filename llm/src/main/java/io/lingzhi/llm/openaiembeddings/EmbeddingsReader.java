package io.lingzhi.llm.openaiembeddings;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.UpstreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads what an upstream answers to an embeddings call: for the records its usage, and its errors as chat's are read.
 */
public final class EmbeddingsReader implements UpstreamReader {
    private final UpstreamReader errors;

    /** @param errors reads error answers, which have the form of the chat protocol's */
    public EmbeddingsReader(UpstreamReader errors) {
        this.errors = errors;
    }

    /** An embeddings answer is never streamed: every stream is a failure. */
    @Override
    public StreamDecoder newStreamDecoder(Dialect dialect) {
        return new StreamDecoder() {
            @Override
            public List<StreamEvent> decode(Frame frame) {
                return List.of();
            }

            @Override
            public List<StreamEvent> end() {
                return List.of(new StreamEvent.Failed(
                        new Failure.UpstreamFault("the upstream streamed its answer to an embeddings call")));
            }
        };
    }

    @Override
    public List<StreamEvent> decodeResponse(byte[] body, Dialect dialect) {
        try {
            JsonValue.Obj answer = Json.parseObject(body);
            if (!answer.has("data")) {
                return List.of(new StreamEvent.Failed(
                        new Failure.UpstreamFault("the upstream's answer to an embeddings call holds no data")));
            }
            List<StreamEvent> events = new ArrayList<>();
            events.add(new StreamEvent.Started("", answer.string("model", ""), 0));
            answer.object("usage")
                    .integer("prompt_tokens")
                    .ifPresent(tokens ->
                            events.add(new StreamEvent.UsageReported(new Usage(Math.max(0, tokens), 0, 0, 0, 0))));
            events.add(new StreamEvent.Finished(FinishReason.STOP));
            return events;
        } catch (JsonSyntaxException e) {
            return List.of(new StreamEvent.Failed(
                    new Failure.UpstreamFault("the upstream's answer to an embeddings call is not JSON")));
        }
    }

    @Override
    public Failure decodeFailure(int status, Map<String, String> headers, byte[] body) {
        return errors.decodeFailure(status, headers, body);
    }
}
