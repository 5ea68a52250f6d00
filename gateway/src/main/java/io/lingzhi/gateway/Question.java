package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** What is asked, in the form in which it came. */
sealed interface Question {
    /** The request header by which a client says what becomes of its answer if it breaks off. */
    String RESCUE_HEADER = "x-lingzhi-rescue";

    /** The protocol in which it was asked. */
    Protocol protocol();

    Peek peek();

    /**
     * Whether the asker wants to be refused rather than lose something in translation.
     *
     * @param configured what holds for a client that does not say
     */
    boolean strict(boolean configured);

    /**
     * What becomes of the answer if it breaks off.
     *
     * @param configured what holds for a client that does not say
     */
    Config.RescueMode rescue(Config.RescueMode configured);

    /** What these headers say of it. */
    static Config.RescueMode rescue(Function<String, Optional<String>> header, Config.RescueMode configured) {
        String wish = header.apply(RESCUE_HEADER).orElse("");
        return Arrays.stream(Config.RescueMode.values())
                .filter(mode -> mode.word().equalsIgnoreCase(wish.strip()))
                .findFirst()
                .orElse(configured);
    }

    /**
     * What tells requests of the same conversation, if anything does.
     *
     * @param scope the id of the asker's key
     */
    default Optional<String> session(String scope) {
        return Optional.empty();
    }

    /** The value of a header of the client's, by its lower-case name. */
    default Optional<String> header(String name) {
        return Optional.empty();
    }

    /** Refuses what no upstream of another protocol than the question's can do. */
    void requireTranslatable() throws RejectedException;

    /** The request in the vocabulary. */
    ChatRequest request() throws RejectedException;

    /**
     * A client's request over HTTP. Used on one event loop.
     *
     * @param asWritten for a request that was completed from memory
     */
    record Wire(Protocol protocol, Asked asked, ClientRequest http, Optional<Memory.AsWritten> asWritten)
            implements Question {
        /** The bytes to pass on to an upstream that speaks the client's protocol. */
        ClientRequest relayed(String credentialId) {
            return asWritten
                    .filter(own -> own.credentialId().equals(credentialId))
                    .map(Memory.AsWritten::request)
                    .orElse(http);
        }

        @Override
        public Peek peek() {
            return asked.peek();
        }

        @Override
        public boolean strict(boolean configured) {
            return Strictness.isAsked(http, configured);
        }

        @Override
        public Config.RescueMode rescue(Config.RescueMode configured) {
            return Question.rescue(http.header(), configured);
        }

        @Override
        public Optional<String> session(String scope) {
            return SessionKey.of(http, scope);
        }

        @Override
        public Optional<String> header(String name) {
            return http.header().apply(name);
        }

        @Override
        public void requireTranslatable() throws RejectedException {
            asked.requireTranslatable();
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
        public boolean strict(boolean configured) {
            return question.strict(configured);
        }

        @Override
        public Config.RescueMode rescue(Config.RescueMode configured) {
            return question.rescue(configured);
        }

        @Override
        public Optional<String> session(String scope) {
            return question.session(scope);
        }

        @Override
        public Optional<String> header(String name) {
            return question.header(name);
        }

        @Override
        public void requireTranslatable() throws RejectedException {
            question.requireTranslatable();
        }

        @Override
        public ChatRequest request() throws RejectedException {
            ChatRequest asked = question.request();
            Reasoning both = new Reasoning(
                    wish.effort(), wish.budgetTokens(), asked.reasoning().summary());
            return asked.withReasoning(both);
        }
    }

    /** One of several questions that a client asks in one request. */
    record Choice(Wire whole, ChatRequest request) implements Question {
        @Override
        public Protocol protocol() {
            return whole.protocol();
        }

        @Override
        public Peek peek() {
            return whole.peek();
        }

        @Override
        public boolean strict(boolean configured) {
            return whole.strict(configured);
        }

        @Override
        public Optional<String> session(String scope) {
            return whole.session(scope);
        }

        @Override
        public void requireTranslatable() throws RejectedException {
            whole.requireTranslatable();
        }

        @Override
        public Config.RescueMode rescue(Config.RescueMode configured) {
            return whole.rescue(configured);
        }
    }

    /** A question from inside the process. */
    record Neutral(ChatRequest request) implements Question {
        @Override
        public boolean strict(boolean configured) {
            return false;
        }

        @Override
        public Config.RescueMode rescue(Config.RescueMode configured) {
            return configured;
        }

        @Override
        public void requireTranslatable() {}

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
