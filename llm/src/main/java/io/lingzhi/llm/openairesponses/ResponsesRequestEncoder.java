package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.Sampling;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.OpenAiIdentifiers;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a Responses request. Equal requests give equal bytes. Instructions and input come last, so that the body of a
 * conversation that grows begins with the very bytes of its earlier body, up to the end of the last item.
 */
final class ResponsesRequestEncoder {
    private final ChatRequest request;
    private final JsonValue.Obj extensions;
    private final ObjectBuilder body = Json.object();
    private final List<Loss> losses = new ArrayList<>();

    private ResponsesRequestEncoder(ChatRequest request) {
        this.request = request;
        this.extensions = request.extensions()
                .filter(fields -> fields.protocol() == Protocol.OPENAI_RESPONSES)
                .map(Extensions::fields)
                .orElse(JsonValue.Obj.EMPTY);
    }

    /** A body, and what it could not say. */
    @SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
    record Written(byte[] body, List<Loss> losses) {}

    static Written encode(ChatRequest request) {
        return new ResponsesRequestEncoder(request).write();
    }

    private Written write() {
        body.put("model", request.model().value());
        foreignExtensions();
        extensions.members().forEach(body::put);
        tools();
        text();
        reasoning();
        include();
        sampling(request.sampling());
        handling(request.handling());
        body.put("store", extensions.bool("store").orElse(false));
        if (request.stream()) {
            body.put("stream", true);
        }
        conversation();
        return new Written(body.bytes(), List.copyOf(losses));
    }

    private void foreignExtensions() {
        request.extensions().map(Extensions::losses).ifPresent(losses::addAll);
        request.extensions()
                .filter(fields -> fields.protocol() != Protocol.OPENAI_RESPONSES)
                .ifPresent(fields -> fields.fields()
                        .members()
                        .keySet()
                        .forEach(name -> losses.add(new Loss(
                                "extensions." + name,
                                "a field of " + fields.protocol().id()))));
    }

    private void tools() {
        List<JsonValue> tools = ToolEncoder.tools(request.tools(), losses);
        if (!tools.isEmpty()) {
            body.put("tools", tools);
            body.putIfPresent("parallel_tool_calls", request.toolChoice().parallel());
        }
        if (!extensions.has("tool_choice")) {
            body.putIfPresent("tool_choice", ToolEncoder.choice(request.toolChoice(), request.tools(), losses));
        }
    }

    private void text() {
        ObjectBuilder text = Json.object();
        format(request.responseFormat()).ifPresent(format -> text.put("format", format));
        extensions.object("text").members().forEach(text::put);
        JsonValue.Obj written = text.build();
        if (!written.members().isEmpty()) {
            body.put("text", written);
        }
    }

    private static Optional<JsonValue> format(ResponseFormat format) {
        return switch (format) {
            case ResponseFormat.PlainText() -> Optional.empty();
            case ResponseFormat.AnyJson() ->
                Optional.of(Json.object().put("type", "json_object").build());
            case ResponseFormat.JsonSchema schema ->
                Optional.of(Json.object()
                        .put("type", "json_schema")
                        .put("name", schema.name())
                        .putIfPresent("description", schema.description())
                        .put("schema", schema.schema())
                        .putIfPresent("strict", schema.strict())
                        .build());
        };
    }

    /** The effort and the wish to see thoughts; a model that may choose the amount is told nothing of it. */
    private void reasoning() {
        Reasoning wishes = request.reasoning();
        ObjectBuilder reasoning = Json.object()
                .putIfPresent("effort", wishes.effortWord().filter(word -> !word.equals("auto")))
                .putIfPresent("summary", wishes.summary().filter(word -> !word.equals("omitted")));
        extensions.object("reasoning").members().forEach(reasoning::put);
        JsonValue.Obj written = reasoning.build();
        if (!written.members().isEmpty()) {
            body.put("reasoning", written);
        }
    }

    private void include() {
        List<JsonValue> include = new ArrayList<>();
        if (ResponsesRequestDecoder.asked(request.reasoning())) {
            include.add(JsonValue.of(ResponsesRequestDecoder.ENCRYPTED));
        }
        if (request.sampling().topLogprobs().isPresent()) {
            include.add(JsonValue.of(ResponsesRequestDecoder.LOGPROBS));
        }
        include.addAll(extensions.list("include"));
        if (!include.isEmpty()) {
            body.put("include", include);
        }
    }

    private void sampling(Sampling sampling) {
        body.putIfPresent("max_output_tokens", sampling.maxOutputTokens())
                .putIfPresent("temperature", sampling.temperature())
                .putIfPresent("top_p", sampling.topP())
                .putIfPresent("top_logprobs", sampling.topLogprobs().filter(count -> count > 0));
        lost("top_k", sampling.topK().isPresent());
        lost("stop", !sampling.stop().isEmpty());
        lost("seed", sampling.seed().isPresent());
        lost("presence_penalty", sampling.presencePenalty().isPresent());
        lost("frequency_penalty", sampling.frequencyPenalty().isPresent());
    }

    private void lost(String field, boolean said) {
        if (said) {
            losses.add(new Loss(field, "no such field"));
        }
    }

    private void handling(Handling handling) {
        body.putIfPresent("service_tier", handling.serviceTier().map(ResponsesRequestEncoder::tier))
                .putIfPresent("prompt_cache_key", handling.promptCacheKey())
                .putIfPresent("user", handling.endUser().map(OpenAiIdentifiers::endUser));
    }

    /** Anthropic and Gemini have other words for the usual tier. */
    private static String tier(String word) {
        return switch (word) {
            case "standard", "standard_only" -> "default";
            default -> word;
        };
    }

    /** A leading system message that is one text is the instructions; any other stays where it stands. */
    private void conversation() {
        List<JsonValue> items = InputEncoder.encode(request.messages(), request.tools(), losses);
        Optional<String> instructions = items.isEmpty() ? Optional.empty() : onlySystemText(items.getFirst());
        body.putIfPresent("instructions", instructions);
        body.put("input", instructions.isPresent() ? items.subList(1, items.size()) : items);
    }

    private static Optional<String> onlySystemText(JsonValue item) {
        return item instanceof JsonValue.Obj message
                        && message.string("type", "").equals("message")
                        && message.string("role", "").equals("system")
                        && message.members().size() == InputEncoder.MESSAGE_MEMBERS
                        && message.list("content").size() == 1
                        && message.list("content").getFirst() instanceof JsonValue.Obj part
                        && part.string("type", "").equals("input_text")
                ? part.string("text")
                : Optional.empty();
    }
}
