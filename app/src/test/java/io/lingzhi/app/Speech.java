package io.lingzhi.app;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.anthropic.AnthropicOutbound;
import io.lingzhi.llm.gemini.GeminiOutbound;
import io.lingzhi.llm.openaichat.ChatOutbound;
import io.lingzhi.llm.openairesponses.ResponsesOutbound;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.WireRequest;
import java.util.List;

/** A protocol as a client and an upstream of the tests speak it. */
enum Speech {
    CHAT("openai-compatibility", "/v1", "/v1", new ChatOutbound()),
    RESPONSES("codex-api-key", "/v1", "/v1", new ResponsesOutbound()),
    MESSAGES("claude-api-key", "", "", new AnthropicOutbound()),
    GEMINI("gemini-api-key", "", "", new GeminiOutbound());

    /** The list of the configuration for upstreams that speak it. */
    final String list;
    /** What follows the upstream's address in a base URL. */
    final String base;

    private final String clientBase;
    final Outbound outbound;

    Speech(String list, String base, String clientBase, Outbound outbound) {
        this.list = list;
        this.base = base;
        this.clientBase = clientBase;
        this.outbound = outbound;
    }

    /** A streamed question for this model; the path is that of the gateway. */
    WireRequest question(String model, String text) {
        ChatRequest request = ChatRequest.of(new ModelId(model), List.of(Message.of(Role.USER, text)), true);
        WireRequest wire = outbound.encodeRequest(request, Dialect.PLAIN).request();
        return new WireRequest(clientBase + wire.path(), wire.headers(), wire.body());
    }

    /** Another protocol, so that a fallback crosses from one to the other. */
    Speech other() {
        return values()[(ordinal() + 1) % values().length];
    }

    /** The name in aliases. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
