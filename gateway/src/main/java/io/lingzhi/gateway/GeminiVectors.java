package io.lingzhi.gateway;

import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.gemini.GeminiEmbeddingCall;
import io.lingzhi.llm.gemini.GeminiEmbeddingRequest;
import io.lingzhi.llm.gemini.GeminiEmbeddingResponse;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.UpstreamReader;

/** {@code embedContent} and {@code batchEmbedContents}, from clients and, the latter, to upstreams. */
public record GeminiVectors(FailureEncoder failures, UpstreamReader reader) implements VectorWire {
    @Override
    public Protocol protocol() {
        return Protocol.GEMINI;
    }

    @Override
    public Asked read(ClientRequest request) throws RejectedException {
        return new Question(GeminiEmbeddingCall.read(request.path(), request.body()));
    }

    @Override
    public String path(String upstreamModel) {
        return GeminiEmbeddingCall.batchPath(upstreamModel);
    }

    @Override
    public byte[] encode(String upstreamModel, Texts texts) {
        return new GeminiEmbeddingRequest(texts.texts(), texts.dimensions()).encodeBatch(new ModelId(upstreamModel));
    }

    @Override
    public Vectors decode(byte[] body, int count) {
        return GeminiEmbeddingResponse.decode(body, count);
    }

    private record Question(GeminiEmbeddingCall call) implements Asked {
        @Override
        public ModelId model() {
            return call.model();
        }

        @Override
        public Texts texts() throws RejectedException {
            GeminiEmbeddingRequest request = call.request();
            return new Texts(request.texts(), request.dimensions(), call.untold());
        }

        @Override
        public byte[] answer(Vectors.Complete vectors) {
            return call.batch()
                    ? GeminiEmbeddingResponse.encodeBatch(vectors.vectors())
                    : GeminiEmbeddingResponse.encode(vectors.vectors().getFirst());
        }

        @Override
        public String path(String upstreamModel) {
            return call.path(upstreamModel);
        }

        @Override
        public byte[] patched(String upstreamModel) {
            return call.patched(upstreamModel);
        }
    }
}
