package io.lingzhi.llm.protocol;

/** What a client speaks. Stateless; one instance serves all requests. */
public interface Inbound extends FailureEncoder {
    Protocol protocol();

    /** Reads a request as far as routing needs it. */
    Asked read(WireCall call) throws RejectedException;
}
