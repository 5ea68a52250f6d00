package io.lingzhi.gateway;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.Optional;

/** What is asked, in the form in which it came. */
sealed interface Question {
    /** The protocol in which it was asked. */
    Protocol protocol();

    Peek peek();

    /** The request in the vocabulary. */
    ChatRequest request() throws RejectedException;

    /** A request body, decoded when a lane needs it and at most once. Used on one event loop. */
    final class Wire implements Question {
        private final Inbound inbound;
        private final Peek peek;
        private final byte[] body;
        private Optional<ChatRequest> decoded = Optional.empty();

        Wire(Inbound inbound, byte[] body) throws RejectedException {
            this.inbound = inbound;
            this.peek = inbound.peek(body);
            this.body = body;
        }

        @Override
        public Protocol protocol() {
            return inbound.protocol();
        }

        @Override
        public Peek peek() {
            return peek;
        }

        byte[] body() {
            return body;
        }

        @Override
        public ChatRequest request() throws RejectedException {
            if (decoded.isEmpty()) {
                decoded = Optional.of(inbound.decodeRequest(body));
            }
            return decoded.get();
        }
    }

    /** A question from inside the process. */
    record Neutral(ChatRequest request) implements Question {
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
