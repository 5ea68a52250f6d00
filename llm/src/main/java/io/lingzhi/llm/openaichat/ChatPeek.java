package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonScanner.Span;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.Optional;

/** Reads model, streaming and usage wish from a request's bytes without building a tree. */
final class ChatPeek {
    private ChatPeek() {}

    static Peek of(byte[] body) throws RejectedException {
        try {
            Span request = JsonScanner.scan(body);
            boolean stream = isTrue(request, "stream");
            return new Peek(model(body, request), stream, usageAsked(body, request), Peek.choices(body, request, "n"));
        } catch (JsonSyntaxException e) {
            throw malformed(e);
        }
    }

    static RejectedException malformed(JsonSyntaxException e) {
        return RequestObject.rejected("", "the body cannot be read: " + e.getMessage());
    }

    static boolean isTrue(Span object, String name) {
        return object.last(name).map(Member::kind).filter(Kind.TRUE::equals).isPresent();
    }

    static boolean usageAsked(byte[] body, Span request) throws JsonSyntaxException {
        Optional<Member> options = request.last("stream_options");
        return options.isPresent()
                && options.get().kind() == Kind.OBJECT
                && isTrue(JsonScanner.scan(body, options.get()), "include_usage");
    }

    private static ModelId model(byte[] body, Span request) throws RejectedException, JsonSyntaxException {
        Optional<Member> model = request.last("model");
        if (model.isEmpty()) {
            throw RequestObject.rejected("model", "a model name is expected, and it is missing");
        }
        return model(JsonScanner.value(body, model.get()));
    }

    static ModelId model(JsonValue value) throws RejectedException {
        if (value instanceof JsonValue.Str(String name) && !name.isBlank() && name.length() <= ModelId.MAX_LENGTH) {
            return new ModelId(name);
        }
        throw RequestObject.rejected("model", "a model name of 1 to " + ModelId.MAX_LENGTH + " characters is expected");
    }
}
