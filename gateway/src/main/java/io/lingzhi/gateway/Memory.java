package io.lingzhi.gateway;

import io.lingzhi.llm.protocol.RejectedException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a route remembers of a client's earlier conversations: a request that refers to one is completed, and an answer
 * that may be referred to is kept. Used on all event loops.
 */
public interface Memory {
    /** Remembers nothing. */
    Memory NONE = new Memory() {
        @Override
        public Recalled recall(String keyId, ClientRequest request) {
            return Recalled.unchanged(request);
        }

        @Override
        public Reply remember(String keyId, Recalled request, Supplier<String> credentialId, Reply reply) {
            return reply;
        }
    };

    /**
     * A request that says everything itself.
     *
     * @param asWritten the request as the client wrote it, for the one credential that remembers the rest itself
     */
    record Recalled(ClientRequest request, Optional<AsWritten> asWritten) {
        static Recalled unchanged(ClientRequest request) {
            return new Recalled(request, Optional.empty());
        }
    }

    /** The client's own words, and the credential that understands them. */
    record AsWritten(String credentialId, ClientRequest request) {}

    Recalled recall(String keyId, ClientRequest request) throws RejectedException;

    /**
     * The reply to write the answer to, so that it can be kept.
     *
     * @param credentialId tells, once the answer has begun, which credential gives it
     */
    Reply remember(String keyId, Recalled request, Supplier<String> credentialId, Reply reply);
}
