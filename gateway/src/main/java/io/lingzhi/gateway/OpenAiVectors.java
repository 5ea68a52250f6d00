package io.lingzhi.gateway;

import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.openaiembeddings.EmbeddingFields;
import io.lingzhi.llm.openaiembeddings.EmbeddingRequest;
import io.lingzhi.llm.openaiembeddings.EmbeddingResponse;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.UpstreamReader;
import io.lingzhi.llm.protocol.WireCall;

/**
 * {@code POST /v1/embeddings}, from clients and to upstreams.
 *
 * @param inbound peeks at the model and writes errors
 */
public record OpenAiVectors(Inbound inbound, PassThrough patches, UpstreamReader reader) implements VectorWire {
    @Override
    public Protocol protocol() {
        return Protocol.OPENAI_CHAT;
    }

    @Override
    public FailureEncoder failures() {
        return inbound;
    }

    @Override
    public Asked read(ClientRequest request) throws RejectedException {
        return new Question(inbound.read(WireCall.of(request.content())).peek().model(), request.body());
    }

    @Override
    public String path(String upstreamModel) {
        return patches.path(upstreamModel, new Peek(new ModelId(upstreamModel), false, false));
    }

    @Override
    public byte[] encode(String upstreamModel, Texts texts) {
        return new EmbeddingRequest(texts.texts(), false, texts.dimensions()).encode(upstreamModel);
    }

    @Override
    public Vectors decode(byte[] body, int count) {
        return EmbeddingResponse.decode(body, count);
    }

    private final class Question implements Asked {
        private final ModelId model;
        private final byte[] body;

        Question(ModelId model, byte[] body) {
            this.model = model;
            this.body = body;
        }

        @Override
        public ModelId model() {
            return model;
        }

        @Override
        public Texts texts() throws RejectedException {
            EmbeddingRequest request = EmbeddingRequest.decode(body);
            return new Texts(request.texts(), request.dimensions(), EmbeddingFields.untold(body));
        }

        @Override
        public byte[] answer(Vectors.Complete vectors) {
            String name = vectors.model().isEmpty() ? model.value() : vectors.model();
            return EmbeddingResponse.encode(
                    name, vectors.vectors(), EmbeddingFields.wantsBase64(body), vectors.usage());
        }

        @Override
        public String path(String upstreamModel) {
            return OpenAiVectors.this.path(upstreamModel);
        }

        @Override
        public byte[] patched(String upstreamModel) throws RejectedException {
            return patches.patch(body, upstreamModel, Dialect.PLAIN);
        }
    }
}
