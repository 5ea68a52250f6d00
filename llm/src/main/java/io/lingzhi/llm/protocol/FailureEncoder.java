package io.lingzhi.llm.protocol;

import io.lingzhi.llm.Failure;

/** How a client's protocol says that something went wrong. Stateless. */
public interface FailureEncoder {
    /** The error as a whole answer, before any byte of another was sent. */
    WireError encodeFailure(Failure failure);

    /** The same error inside a stream that has begun, as the bytes of its last frames. */
    byte[] encodeStreamFailure(Failure failure);
}
