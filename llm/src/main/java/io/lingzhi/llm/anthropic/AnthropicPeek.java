package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.RawObject;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;

/** Reads model and streaming wish from a request's bytes without building a tree. */
final class AnthropicPeek {
    private AnthropicPeek() {}

    /** What routing needs. The usage report is part of every stream, so it always counts as wanted. */
    static Peek of(RawObject request) throws RejectedException {
        return new Peek(Peek.model(request), streamAsked(request), true);
    }

    /** Streaming is asked for by anything but {@code false} and {@code null}. */
    static boolean streamAsked(JsonValue.Obj request) {
        JsonValue stream = request.get("stream");
        return stream != JsonValue.Null.NULL && !stream.equals(JsonValue.of(false));
    }

    private static boolean streamAsked(RawObject request) {
        return request.last("stream")
                .map(Member::kind)
                .filter(kind -> kind != Kind.FALSE && kind != Kind.NULL)
                .isPresent();
    }
}
