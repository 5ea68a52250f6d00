package io.lingzhi.gateway;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;

/** What is asked, in the form in which it came. */
sealed interface Question {
    /** The protocol in which it was asked. */
    Protocol protocol();

    Peek peek();

    /** Whether the asker wants to be refused rather than lose something in translation. */
    boolean strict();

    /** The request in the vocabulary. */
    ChatRequest request() throws RejectedException;

    /** A client's request over HTTP. Used on one event loop. */
    record Wire(Protocol protocol, Asked asked, ClientRequest http) implements Question {
        @Override
        public Peek peek() {
            return asked.peek();
        }

        @Override
        public boolean strict() {
            return Strictness.isAsked(http);
        }

        @Override
        public ChatRequest request() throws RejectedException {
            return asked.request();
        }
    }

    /** The same question with another amount of thinking, as the model's name wished. */
    record Wished(Question question, Reasoning wish) implements Question {
        @Override
        public Protocol protocol() {
            return question.protocol();
        }

        @Override
        public Peek peek() {
            return question.peek();
        }

        @Override
        public boolean strict() {
            return question.strict();
        }

        @Override
        public ChatRequest request() throws RejectedException {
            ChatRequest asked = question.request();
            Reasoning both = new Reasoning(
                    wish.effort(), wish.budgetTokens(), asked.reasoning().summary());
            return asked.withReasoning(both);
        }
    }

    /** A question from inside the process. */
    record Neutral(ChatRequest request) implements Question {
        @Override
        public boolean strict() {
            return false;
        }

        @Override
        public Protocol protocol() {
            return Protocol.IN_PROCESS;
        }

        @Override
        public Peek peek() {
            return new Peek(request.model(), request.stream(), true);
        }
    }
}
