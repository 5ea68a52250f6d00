package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.RawObject;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.Optional;

/** Reads model, streaming and usage wish from a request's bytes without building a tree. */
final class ChatPeek {
    private ChatPeek() {}

    static Peek of(RawObject request) throws RejectedException {
        return new Peek(
                Peek.model(request), request.has("stream", Kind.TRUE), usageAsked(request), Peek.choices(request, "n"));
    }

    private static boolean usageAsked(RawObject request) {
        Optional<RawObject> options = request.last("stream_options").flatMap(request::object);
        return options.isPresent() && options.get().has("include_usage", Kind.TRUE);
    }
}
