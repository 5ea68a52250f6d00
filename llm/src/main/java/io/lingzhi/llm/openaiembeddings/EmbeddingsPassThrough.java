package io.lingzhi.llm.openaiembeddings;

import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireBody;
import java.util.List;

/** Sends a client's embeddings request on with the upstream's model name and no other change. */
public final class EmbeddingsPassThrough implements PassThrough {
    private final PassThrough models;

    /** @param models patches the model's name of a body that asks for no stream */
    public EmbeddingsPassThrough(PassThrough models) {
        this.models = models;
    }

    @Override
    public Protocol protocol() {
        return Protocol.OPENAI_CHAT;
    }

    @Override
    public String path(String upstreamModel, Peek peek) {
        return "/embeddings";
    }

    @Override
    public List<Splice> patches(WireBody body, String upstreamModel, Dialect dialect) throws RejectedException {
        return models.patches(body, upstreamModel, dialect);
    }

    @Override
    public boolean isUsageReport(Frame frame) {
        return false;
    }
}
