package io.lingzhi.llm.gemini;

import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.WireBody;
import java.util.List;

/** Lets a client's own question for a token count go to a Gemini upstream. The URL names the model. */
public final class GeminiCountPassThrough implements PassThrough {
    @Override
    public Protocol protocol() {
        return Protocol.GEMINI;
    }

    @Override
    public String path(String upstreamModel, Peek peek) {
        return GeminiPath.upstream(upstreamModel, CountTokens.VERB);
    }

    @Override
    public List<Splice> patches(WireBody body, String upstreamModel, Dialect dialect) {
        return List.of();
    }

    @Override
    public boolean isUsageReport(Frame frame) {
        return false;
    }
}
