package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.Sampling;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a whole Messages request into the vocabulary. */
final class RequestDecoder {
    /** What an output schema is called, since this protocol has no name for it. */
    static final String SCHEMA_NAME = "output";

    /** The fields that the vocabulary has words for; all others are carried as extensions. */
    private static final Set<String> KNOWN = Set.of(
            "model",
            "max_tokens",
            "messages",
            "system",
            "stream",
            "temperature",
            "top_p",
            "top_k",
            "stop_sequences",
            "tools",
            "tool_choice",
            "thinking",
            "output_config",
            "metadata",
            "service_tier",
            "speed");

    private RequestDecoder() {}

    static ChatRequest decode(byte[] body) throws RejectedException {
        try {
            return decode(new RequestObject("", Json.parseObject(body)));
        } catch (JsonSyntaxException e) {
            throw RequestObject.malformed(e);
        }
    }

    private static ChatRequest decode(RequestObject request) throws RejectedException {
        return new ChatRequest(
                Peek.model(request.json().get("model")),
                MessageDecoder.decode(request),
                ToolDecoder.tools(request),
                ToolDecoder.choice(request),
                sampling(request),
                ReasoningDecoder.decode(request),
                format(request),
                handling(request),
                AnthropicPeek.streamAsked(request.json()),
                extensions(request));
    }

    private static Sampling sampling(RequestObject request) throws RejectedException {
        return new Sampling(
                request.decimal("temperature"),
                request.decimal("top_p"),
                whole(request, "top_k"),
                whole(request, "max_tokens"),
                stop(request),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A whole number of 32 bits. */
    static Optional<Integer> whole(RequestObject holder, String name) throws RejectedException {
        Optional<Long> value = holder.integer(name);
        if (value.isPresent() && value.get().intValue() != value.get()) {
            throw RequestObject.rejected(holder.at(name), "a whole number of 32 bits is expected");
        }
        return value.map(Long::intValue);
    }

    private static List<String> stop(RequestObject request) throws RejectedException {
        List<String> texts = new ArrayList<>();
        for (JsonValue item : request.items("stop_sequences")) {
            if (!(item instanceof JsonValue.Str(String text))) {
                throw request.expected("stop_sequences", "a list of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    private static ResponseFormat format(RequestObject request) throws RejectedException {
        Optional<RequestObject> config = request.object("output_config");
        Optional<RequestObject> format = config.isPresent() ? config.get().object("format") : Optional.empty();
        if (format.isEmpty() || !isSchema(format.get().json())) {
            return new ResponseFormat.PlainText();
        }
        JsonValue.Obj schema = format.get().requiredObject("schema").json();
        return new ResponseFormat.JsonSchema(SCHEMA_NAME, Optional.empty(), schema, Optional.empty());
    }

    private static boolean isSchema(JsonValue.Obj format) {
        return format.string("type", "").equals("json_schema");
    }

    private static Handling handling(RequestObject request) throws RejectedException {
        Optional<RequestObject> metadata = request.object("metadata");
        Optional<String> endUser = metadata.isPresent() ? metadata.get().text("user_id") : Optional.empty();
        return new Handling(ServiceTier.decode(request.json()), Optional.empty(), endUser);
    }

    private static Optional<Extensions> extensions(RequestObject request) throws RejectedException {
        JsonValue.Obj json = request.json();
        ObjectBuilder fields = Json.object();
        OtherMembers.of(json, KNOWN).members().forEach(fields::put);
        ServiceTier.rest(json).members().forEach(fields::put);
        putRest(fields, "thinking", OtherMembers.of(json.object("thinking"), ReasoningDecoder.THINKING));
        putRest(fields, "output_config", outputRest(json));
        putRest(fields, "metadata", OtherMembers.of(json.object("metadata"), Set.of("user_id")));
        List<JsonValue> tools = ToolDecoder.rest(request);
        if (!tools.isEmpty()) {
            fields.put("tools", tools);
        }
        JsonValue.Obj all = fields.build();
        return Extensions.of(Protocol.ANTHROPIC, all, MessagesShape.REQUEST.unread(json));
    }

    private static JsonValue.Obj outputRest(JsonValue.Obj request) {
        JsonValue.Obj config = request.object("output_config");
        JsonValue.Obj rest =
                OtherMembers.of(config, ReasoningDecoder.effortCounts(request) ? Set.of("effort") : Set.of());
        return isSchema(config.object("format")) ? OtherMembers.of(rest, Set.of("format")) : rest;
    }

    private static void putRest(ObjectBuilder fields, String name, JsonValue.Obj rest) {
        if (!rest.members().isEmpty()) {
            fields.put(name, rest);
        }
    }
}
