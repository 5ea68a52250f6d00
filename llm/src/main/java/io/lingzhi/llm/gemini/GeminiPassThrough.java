package io.lingzhi.llm.gemini;

import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.WireBody;
import java.util.List;

/** Lets a Gemini client's own bytes go to a Gemini upstream. The URL names the model, so no byte is changed. */
public final class GeminiPassThrough implements PassThrough {
    @Override
    public Protocol protocol() {
        return Protocol.GEMINI;
    }

    @Override
    public String path(String upstreamModel, Peek peek) {
        return GeminiPath.upstream(upstreamModel, peek.stream());
    }

    @Override
    public List<Splice> patches(WireBody body, String upstreamModel, Dialect dialect) {
        return List.of();
    }

    /** Never: usage comes with every answer, asked or not. */
    @Override
    public boolean isUsageReport(Frame frame) {
        return false;
    }
}
