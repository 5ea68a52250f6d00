package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.Reasoning;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a whole Chat request into the vocabulary. */
final class ChatRequestDecoder {
    /** The fields that the vocabulary has words for; all others are carried as extensions. */
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "tools",
            "functions",
            "tool_choice",
            "function_call",
            "parallel_tool_calls",
            "response_format",
            "temperature",
            "top_p",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "reasoning_effort",
            "top_k",
            "logprobs",
            "top_logprobs",
            "service_tier",
            "prompt_cache_key",
            "user",
            "safety_identifier");

    private ChatRequestDecoder() {}

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
                ChatMessageDecoder.decode(request),
                ChatToolDecoder.tools(request),
                ChatToolDecoder.choice(request),
                sampling(request),
                reasoning(request),
                format(request),
                handling(request),
                request.bool("stream").orElse(false),
                extensions(request));
    }

    /** Chat has no word for showing thoughts: whoever asks for some wants to see them. */
    private static Reasoning reasoning(RequestObject request) throws RejectedException {
        Optional<String> effort = request.text("reasoning_effort");
        return new Reasoning(
                effort,
                Optional.empty(),
                effort.filter(word -> !word.equals("none")).map(ignored -> "auto"));
    }

    private static Sampling sampling(RequestObject request) throws RejectedException {
        Optional<Integer> newName = whole(request, "max_completion_tokens");
        Optional<Integer> oldName = whole(request, "max_tokens");
        return new Sampling(
                request.decimal("temperature"),
                request.decimal("top_p"),
                whole(request, "top_k"),
                oldName.or(() -> newName),
                stop(request),
                request.integer("seed"),
                request.decimal("presence_penalty"),
                request.decimal("frequency_penalty"),
                logprobs(request));
    }

    private static Optional<Integer> logprobs(RequestObject request) throws RejectedException {
        Optional<Integer> alternatives = whole(request, "top_logprobs");
        boolean wanted = request.bool("logprobs").orElse(alternatives.isPresent());
        return wanted ? alternatives.or(() -> Optional.of(0)) : Optional.empty();
    }

    /**
     * The end user goes by {@code user}, the name that every upstream reads, by its newer name, or by the
     * {@code user_id} of {@code metadata}, where clients of Anthropic's models put it.
     */
    private static Handling handling(RequestObject request) throws RejectedException {
        Optional<String> user = request.text("user");
        Optional<String> identifier = request.text("safety_identifier");
        return new Handling(
                request.text("service_tier"),
                request.text("prompt_cache_key"),
                user.or(() -> identifier)
                        .or(() -> request.json().object("metadata").string("user_id")));
    }

    private static Optional<Integer> whole(RequestObject request, String name) throws RejectedException {
        Optional<Long> value = request.integer(name);
        if (value.isPresent()
                && Math.toIntExact(Math.clamp(value.get(), Integer.MIN_VALUE, Integer.MAX_VALUE)) != value.get()) {
            throw RequestObject.rejected(name, "a whole number of 32 bits is expected");
        }
        return value.map(Long::intValue);
    }

    private static List<String> stop(RequestObject request) throws RejectedException {
        if (request.json().get("stop") instanceof JsonValue.Str(String one)) {
            return List.of(one);
        }
        List<String> texts = new ArrayList<>();
        for (JsonValue item : request.items("stop")) {
            if (!(item instanceof JsonValue.Str(String text))) {
                throw request.expected("stop", "a string or a list of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    private static ResponseFormat format(RequestObject request) throws RejectedException {
        Optional<RequestObject> format = request.object("response_format");
        if (format.isEmpty()) {
            return new ResponseFormat.PlainText();
        }
        return switch (format.get().requiredText("type")) {
            case "json_object" -> new ResponseFormat.AnyJson();
            case "json_schema" -> schema(format.get().requiredObject("json_schema"));
            default -> new ResponseFormat.PlainText();
        };
    }

    private static ResponseFormat schema(RequestObject schema) throws RejectedException {
        return new ResponseFormat.JsonSchema(
                schema.requiredText("name"),
                schema.text("description"),
                schema.object("schema").map(RequestObject::json).orElse(JsonValue.Obj.EMPTY),
                schema.bool("strict"));
    }

    private static Optional<Extensions> extensions(RequestObject request) throws RejectedException {
        ObjectBuilder fields = Json.object();
        for (Map.Entry<String, JsonValue> field : request.json().members().entrySet()) {
            if (!KNOWN.contains(field.getKey())) {
                fields.put(field.getKey(), field.getValue());
            }
        }
        if (request.has("user")) {
            fields.putIfPresent("safety_identifier", request.text("safety_identifier"));
        }
        fields.putIfPresent("tool_choice", ChatToolDecoder.otherChoice(request));
        fields.putIfPresent("response_format", otherFormat(request));
        fields.putIfPresent("stream_options", otherStreamOptions(request));
        JsonValue.Obj all = fields.build();
        return Extensions.of(Protocol.OPENAI_CHAT, all, ChatShape.REQUEST.unread(request.json()));
    }

    private static Optional<JsonValue> otherFormat(RequestObject request) {
        JsonValue format = request.json().get("response_format");
        return format instanceof JsonValue.Obj object
                        && !Set.of("text", "json_object", "json_schema").contains(object.string("type", ""))
                ? Optional.of(format)
                : Optional.empty();
    }

    /** The stream options besides {@code include_usage}, which the encoder sets itself. */
    private static Optional<JsonValue> otherStreamOptions(RequestObject request) {
        ObjectBuilder others = Json.object();
        request.json().object("stream_options").members().forEach((name, value) -> {
            if (!name.equals("include_usage")) {
                others.put(name, value);
            }
        });
        JsonValue.Obj options = others.build();
        return options.members().isEmpty() ? Optional.empty() : Optional.of(options);
    }
}
