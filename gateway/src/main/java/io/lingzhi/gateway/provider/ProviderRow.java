package io.lingzhi.gateway.provider;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Protocol;

/** How a provider is spoken to: its protocol, its base URL, and where it differs from the protocol's specification. */
public record ProviderRow(Protocol protocol, String baseUrl, Dialect dialect) {

    /** The row of a configured provider. */
    public static ProviderRow of(Config.Provider provider) {
        return switch (provider.kind()) {
            case OPENAI_COMPATIBILITY -> row(Protocol.OPENAI_CHAT, provider, "");
            case CODEX, XAI -> row(Protocol.OPENAI_RESPONSES, provider, "");
            case CLAUDE -> row(Protocol.ANTHROPIC, provider, "https://api.anthropic.com");
            case GEMINI, INTERACTIONS -> row(Protocol.GEMINI, provider, "https://generativelanguage.googleapis.com");
            case VERTEX -> row(Protocol.GEMINI, provider, "https://aiplatform.googleapis.com");
        };
    }

    private static ProviderRow row(Protocol protocol, Config.Provider provider, String vendorUrl) {
        return new ProviderRow(protocol, provider.baseUrl().orElse(vendorUrl), Dialect.PLAIN);
    }
}
