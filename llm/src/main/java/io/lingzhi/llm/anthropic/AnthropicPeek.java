package io.lingzhi.llm.anthropic;

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

/** Reads model and streaming wish from a request's bytes without building a tree. */
final class AnthropicPeek {
    private AnthropicPeek() {}

    /** What routing needs. The usage report is part of every stream, so it always counts as wanted. */
    static Peek of(byte[] body) throws RejectedException {
        try {
            Span request = JsonScanner.scan(body);
            return new Peek(model(body, request), streamAsked(request), true);
        } catch (JsonSyntaxException e) {
            throw malformed(e);
        }
    }

    static RejectedException malformed(JsonSyntaxException e) {
        return RequestObject.rejected("", "the body cannot be read: " + e.getMessage());
    }

    /** Streaming is asked for by anything but {@code false} and {@code null}. */
    static boolean streamAsked(JsonValue.Obj request) {
        JsonValue stream = request.get("stream");
        return stream != JsonValue.Null.NULL && !stream.equals(JsonValue.of(false));
    }

    private static boolean streamAsked(Span request) {
        return request.last("stream")
                .map(Member::kind)
                .filter(kind -> kind != Kind.FALSE && kind != Kind.NULL)
                .isPresent();
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
