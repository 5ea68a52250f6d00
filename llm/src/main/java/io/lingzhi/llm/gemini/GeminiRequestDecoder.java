package io.lingzhi.llm.gemini;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a whole {@code generateContent} request into the vocabulary. */
final class GeminiRequestDecoder {
    /** The fields that the vocabulary has words for; {@code model} repeats what the URL says. */
    private static final Set<String> KNOWN =
            Set.of("model", "contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "serviceTier");

    private GeminiRequestDecoder() {}

    static ChatRequest decode(byte[] body, ModelId model, boolean stream) throws RejectedException {
        try {
            return decode(CamelNames.of(new RequestObject("", Json.parseObject(body))), model, stream);
        } catch (JsonSyntaxException e) {
            throw RequestObject.malformed(e);
        }
    }

    /** Reads a request that stands inside another one, and is not streamed. */
    static ChatRequest decode(RequestObject request, ModelId model) throws RejectedException {
        return decode(CamelNames.of(request), model, false);
    }

    private static ChatRequest decode(RequestObject request, ModelId model, boolean stream) throws RejectedException {
        RequestObject config = member(request, "generationConfig");
        RequestObject toolConfig = member(request, "toolConfig");
        return new ChatRequest(
                model,
                GeminiContentDecoder.messages(request),
                GeminiToolDecoder.tools(request),
                GeminiToolChoice.decode(toolConfig),
                GenerationConfig.sampling(config),
                GenerationConfig.reasoning(config),
                GenerationConfig.format(config),
                new Handling(tier(request), Optional.empty(), Optional.empty()),
                stream,
                extensions(request, config, toolConfig));
    }

    /** The object at {@code name} with its names in camel case; empty when there is none. */
    static RequestObject member(RequestObject object, String name) throws RejectedException {
        return CamelNames.of(object.object(name).orElse(new RequestObject(object.at(name), JsonValue.Obj.EMPTY)));
    }

    private static Optional<String> tier(RequestObject request) throws RejectedException {
        return request.text("serviceTier")
                .map(tier -> tier.toLowerCase(Locale.ROOT).replace("service_tier_", ""))
                .filter(tier -> !tier.equals("unspecified"));
    }

    private static Optional<Extensions> extensions(
            RequestObject request, RequestObject config, RequestObject toolConfig) throws RejectedException {
        ObjectBuilder fields = Json.object();
        for (Map.Entry<String, JsonValue> field : request.json().members().entrySet()) {
            if (!KNOWN.contains(field.getKey())) {
                fields.put(field.getKey(), field.getValue());
            }
        }
        putUnlessEmpty(fields, "toolConfig", GeminiToolChoice.rest(toolConfig));
        putUnlessEmpty(fields, "generationConfig", GenerationConfig.rest(config));
        JsonValue.Obj all = fields.build();
        return Extensions.of(Protocol.GEMINI, all, GeminiShape.REQUEST.unread(request.json()));
    }

    private static void putUnlessEmpty(ObjectBuilder fields, String name, JsonValue.Obj value) {
        if (!value.members().isEmpty()) {
            fields.put(name, value);
        }
    }
}
