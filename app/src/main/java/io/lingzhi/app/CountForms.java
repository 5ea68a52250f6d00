package io.lingzhi.app;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.TokenCounting;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.anthropic.AnthropicInbound;
import io.lingzhi.llm.anthropic.TokenCountRequest;
import io.lingzhi.llm.gemini.CountTokens;
import io.lingzhi.llm.gemini.GeminiInbound;
import io.lingzhi.llm.openairesponses.InputTokens;
import io.lingzhi.llm.openairesponses.ResponsesInbound;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.PercentCoding;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;

/** How the clients of each protocol ask for the number of input tokens. */
final class CountForms {
    private CountForms() {}

    /** {@code POST /v1/messages/count_tokens}. */
    record Anthropic(AnthropicInbound inbound) implements TokenCounting.Form {
        @Override
        public Protocol protocol() {
            return Protocol.ANTHROPIC;
        }

        @Override
        public TokenCounting.Asked read(ClientRequest request) throws RejectedException {
            TokenCountRequest count = TokenCountRequest.read(request.body());
            return new TokenCounting.Asked(
                    count.model(), count.request(), TokenCountRequest::encodeCount, count.relayable());
        }

        @Override
        public FailureEncoder failures() {
            return inbound;
        }
    }

    /** {@code POST /v1/responses/input_tokens}. */
    record Responses(ResponsesInbound inbound) implements TokenCounting.Form {
        @Override
        public Protocol protocol() {
            return Protocol.OPENAI_RESPONSES;
        }

        @Override
        public TokenCounting.Asked read(ClientRequest request) throws RejectedException {
            Asked asked = inbound.read(WireCall.of(request.content()));
            return new TokenCounting.Asked(asked.peek().model(), asked.request(), InputTokens::body, false);
        }

        @Override
        public FailureEncoder failures() {
            return inbound;
        }
    }

    /** {@code POST .../models/{model}:countTokens}. */
    record Gemini(GeminiInbound inbound) implements TokenCounting.Form {
        @Override
        public Protocol protocol() {
            return Protocol.GEMINI;
        }

        @Override
        public TokenCounting.Asked read(ClientRequest request) throws RejectedException {
            ModelId model = model(request.path());
            return new TokenCounting.Asked(
                    model,
                    CountTokens.decode(request.body(), model),
                    CountTokens::encode,
                    CountTokens.isRelayable(request.body()));
        }

        /** The model that a path ending in {@code :countTokens} names. */
        static ModelId model(String path) throws RejectedException {
            String named = PercentCoding.decoded(path.replaceFirst("^/v1(beta)?/models/", ""));
            String name = named.substring(0, named.length() - CountTokens.VERB.length() - 1);
            if (name.isBlank() || name.length() > ModelId.MAX_LENGTH) {
                throw new RejectedException(Failure.InvalidRequest.of(
                        "a model name of 1 to " + ModelId.MAX_LENGTH + " characters is expected in the path", "model"));
            }
            return new ModelId(name);
        }

        @Override
        public FailureEncoder failures() {
            return inbound;
        }
    }
}
