package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.RawObject;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;

/**
 * Reads model and streaming from a request's bytes without building a tree. A stream always ends with a usage report.
 */
final class ResponsesPeek {
    private ResponsesPeek() {}

    static Peek of(RawObject request) throws RejectedException {
        return new Peek(Peek.model(request), request.has("stream", Kind.TRUE), true);
    }
}
