package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireBody;
import java.util.List;
import java.util.Set;

/** Lets a Responses client's own bytes go to a Responses upstream, with the model's name spliced in. */
public final class ResponsesPassThrough implements PassThrough {
    static final String PATH = "/responses";

    /** Those that Codex sends, by which an upstream keeps a session together. */
    private static final Set<String> CLIENT_HEADERS = Set.of(
            "openai-beta",
            "session-id",
            "session_id",
            "thread-id",
            "x-client-request-id",
            "originator",
            "x-codex-turn-metadata",
            "x-codex-window-id",
            "x-codex-beta-features");

    @Override
    public Protocol protocol() {
        return Protocol.OPENAI_RESPONSES;
    }

    @Override
    public String path(String upstreamModel, Peek peek) {
        return PATH;
    }

    @Override
    public Set<String> clientHeaders() {
        return CLIENT_HEADERS;
    }

    @Override
    public List<Splice> patches(WireBody body, String upstreamModel, Dialect dialect) throws RejectedException {
        return PassThrough.renamed(body.object(), upstreamModel);
    }

    /** Never: the report is a part of the stream's last event. */
    @Override
    public boolean isUsageReport(Frame frame) {
        return false;
    }
}
