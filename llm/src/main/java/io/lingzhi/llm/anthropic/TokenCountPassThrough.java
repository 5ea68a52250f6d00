package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireBody;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lets a client's own question for a token count go to a Messages upstream, with the model's name spliced in. */
public final class TokenCountPassThrough implements PassThrough {
    private final AnthropicPassThrough messages = new AnthropicPassThrough();

    @Override
    public Protocol protocol() {
        return messages.protocol();
    }

    @Override
    public String path(String upstreamModel, Peek peek) {
        return TokenCountRequest.PATH;
    }

    @Override
    public Set<String> clientHeaders() {
        return messages.clientHeaders();
    }

    @Override
    public Map<String, String> defaultHeaders() {
        return messages.defaultHeaders();
    }

    @Override
    public List<Splice> patches(WireBody body, String upstreamModel, Dialect dialect) throws RejectedException {
        return messages.patches(body, upstreamModel, dialect);
    }

    @Override
    public boolean isUsageReport(Frame frame) {
        return false;
    }
}
