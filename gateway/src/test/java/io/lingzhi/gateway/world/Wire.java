package io.lingzhi.gateway.world;

import io.lingzhi.llm.anthropic.AnthropicInbound;
import io.lingzhi.llm.anthropic.AnthropicOutbound;
import io.lingzhi.llm.anthropic.AnthropicPassThrough;
import io.lingzhi.llm.gemini.GeminiInbound;
import io.lingzhi.llm.gemini.GeminiOutbound;
import io.lingzhi.llm.gemini.GeminiPassThrough;
import io.lingzhi.llm.openaichat.ChatInbound;
import io.lingzhi.llm.openaichat.ChatOutbound;
import io.lingzhi.llm.openaichat.ChatPassThrough;
import io.lingzhi.llm.openairesponses.ResponsesInbound;
import io.lingzhi.llm.openairesponses.ResponsesOutbound;
import io.lingzhi.llm.openairesponses.ResponsesPassThrough;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.WireCall;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One protocol from both sides. The world's clients write with the outbound codec what the gateway reads with the
 * inbound one, and its upstreams the other way round.
 */
record Wire(Inbound inbound, Outbound outbound, PassThrough passThrough) {
    static final Wire CHAT = new Wire(new ChatInbound(), new ChatOutbound(), new ChatPassThrough());
    static final Wire RESPONSES =
            new Wire(new ResponsesInbound(() -> "resp-1"), new ResponsesOutbound(), new ResponsesPassThrough());
    static final Wire ANTHROPIC = new Wire(new AnthropicInbound(), new AnthropicOutbound(), new AnthropicPassThrough());
    static final Wire GEMINI = new Wire(new GeminiInbound(), new GeminiOutbound(), new GeminiPassThrough());

    static final List<Wire> ALL = List.of(CHAT, RESPONSES, ANTHROPIC, GEMINI);

    /** A request to this address. */
    static WireCall call(URI address, byte[] body) {
        String query = Optional.ofNullable(address.getRawQuery()).orElse("");
        return new WireCall(
                address.getRawPath(),
                name -> query.startsWith(name + "=")
                        ? Optional.of(query.substring(name.length() + 1))
                        : Optional.empty(),
                body);
    }

    @Override
    public String toString() {
        return inbound.protocol().id();
    }
}
