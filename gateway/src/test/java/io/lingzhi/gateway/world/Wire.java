package io.lingzhi.gateway.world;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Role;
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
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.protocol.WireRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One protocol from both sides. The world's clients write with the outbound codec what the gateway reads with the
 * inbound one, and its upstreams the other way round.
 *
 * @param keepAlive what a client hears while its answer has not begun
 */
@SuppressWarnings("ArrayRecordComponent") // a constant, never changed
record Wire(Inbound inbound, Outbound outbound, PassThrough passThrough, byte[] keepAlive) {
    static final Wire CHAT = of(new ChatInbound(), new ChatOutbound(), new ChatPassThrough());
    static final Wire RESPONSES =
            of(new ResponsesInbound(() -> "resp-1"), new ResponsesOutbound(), new ResponsesPassThrough());
    static final Wire ANTHROPIC = of(new AnthropicInbound(), new AnthropicOutbound(), new AnthropicPassThrough());
    static final Wire GEMINI = of(new GeminiInbound(), new GeminiOutbound(), new GeminiPassThrough());

    static final List<Wire> ALL = List.of(CHAT, RESPONSES, ANTHROPIC, GEMINI);

    private static Wire of(Inbound inbound, Outbound outbound, PassThrough passThrough) {
        ChatRequest sample = ChatRequest.of(new ModelId("m"), List.of(Message.of(Role.USER, "hi")), true);
        WireRequest written = outbound.encodeRequest(sample, Dialect.PLAIN).request();
        WireCall call = call(URI.create("http://gateway.test" + written.path()), written.body());
        try {
            return new Wire(inbound, outbound, passThrough, inbound.read(call).keepAlive());
        } catch (RejectedException e) {
            throw new IllegalStateException(e);
        }
    }

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
