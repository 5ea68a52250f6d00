package io.lingzhi.llm.openairelay;

import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonScanner.Span;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A call whose body is a JSON object with the member {@code model}. Nothing else of it is read but {@code stream}. */
public final class JsonCall {
    private final byte[] body;
    private final Span span;
    private final ModelId model;

    private JsonCall(byte[] body, Span span, ModelId model) {
        this.body = body;
        this.span = span;
        this.model = model;
    }

    /** @param otherwise the model of a body that names none */
    public static JsonCall read(byte[] body, Optional<String> otherwise) throws RejectedException {
        try {
            Span span = JsonScanner.scan(body);
            Optional<Member> named = span.last("model");
            JsonValue name = named.isPresent() ? JsonScanner.value(body, named.get()) : JsonValue.Null.NULL;
            boolean absent = name == JsonValue.Null.NULL && otherwise.isPresent();
            return new JsonCall(body, span, absent ? new ModelId(otherwise.get()) : model(name));
        } catch (JsonSyntaxException e) {
            throw RequestObject.rejected("", "the body cannot be read: " + e.getMessage());
        }
    }

    private static ModelId model(JsonValue value) throws RejectedException {
        return FormHead.model(value instanceof JsonValue.Str(String name) ? name : "");
    }

    public ModelId model() {
        return model;
    }

    public boolean stream() {
        return span.last("stream").map(Member::kind).filter(Kind.TRUE::equals).isPresent();
    }

    /** The body with the upstream's name of the model, at each place that names one. */
    public byte[] patched(String upstreamModel) {
        byte[] name = Json.bytes(JsonValue.of(upstreamModel));
        List<Splice> splices = span.members().stream()
                .filter(member -> member.name().equals("model"))
                .map(member -> new Splice(member.start(), member.end(), name))
                .toList();
        return Splice.apply(body, splices.isEmpty() ? List.of(inserted(name)) : splices);
    }

    private Splice inserted(byte[] name) {
        String member = "\"model\":" + new String(name, StandardCharsets.UTF_8)
                + (span.members().isEmpty() ? "" : ",");
        return new Splice(span.start() + 1, span.start() + 1, member.getBytes(StandardCharsets.UTF_8));
    }
}
