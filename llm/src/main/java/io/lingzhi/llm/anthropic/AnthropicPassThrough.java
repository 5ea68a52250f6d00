package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireBody;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Lets a Messages client's own bytes go to a Messages upstream, with the model's name spliced in. */
public final class AnthropicPassThrough implements PassThrough {
    static final String PATH = "/v1/messages";

    @Override
    public Protocol protocol() {
        return Protocol.ANTHROPIC;
    }

    @Override
    public String path(String upstreamModel, Peek peek) {
        return PATH;
    }

    /** The version and the betas that the client asks for; the body may use what only they allow. */
    @Override
    public Set<String> clientHeaders() {
        return Set.of("anthropic-version", Betas.HEADER);
    }

    @Override
    public Map<String, String> defaultHeaders() {
        return Map.of("anthropic-version", "2023-06-01");
    }

    /** The betas of both: what the client wrote may need its own, and what was written needs those that it names. */
    @Override
    public Map<String, String> completed(Map<String, String> written, Function<String, Optional<String>> client) {
        Optional<String> betas = client.apply(Betas.HEADER);
        if (betas.isEmpty()) {
            return written;
        }
        Map<String, String> headers = new HashMap<>(written);
        headers.merge(Betas.HEADER, Betas.union("", betas.get()), Betas::union);
        return headers;
    }

    @Override
    public List<Splice> patches(WireBody body, String upstreamModel, Dialect dialect) throws RejectedException {
        return PassThrough.renamed(body.object(), upstreamModel);
    }

    /** Never: usage comes with frames that say more. */
    @Override
    public boolean isUsageReport(Frame frame) {
        return false;
    }
}
