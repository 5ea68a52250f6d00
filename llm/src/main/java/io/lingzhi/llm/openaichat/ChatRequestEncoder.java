package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.Sampling;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.OpenAiIdentifiers;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.ToolRenames;
import io.lingzhi.llm.protocol.WireRequest;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a Chat request. Equal requests give equal bytes. The messages come last, so that the body of a conversation
 * that grows begins with the very bytes of its earlier body, up to the end of the last message.
 */
final class ChatRequestEncoder {
    private final ChatRequest request;
    private final Target target;
    private final ObjectBuilder body = Json.object();

    private ChatRequestEncoder(ChatRequest request, Dialect dialect) {
        this.request = request;
        this.target = new Target(dialect, FreeText.tools(request), new Losses());
    }

    static Encoded encode(ChatRequest request, Dialect dialect) {
        return new ChatRequestEncoder(request, dialect).encoded();
    }

    private Encoded encoded() {
        body.put("model", request.model().value());
        JsonValue.Obj extensions = request.extensions().map(this::own).orElse(JsonValue.Obj.EMPTY);
        extensions.members().forEach(body::put);
        handling(request.handling());
        new ChatToolEncoder(target).encode(body, request.tools(), request.toolChoice());
        format(request.responseFormat()).ifPresent(format -> body.put("response_format", format));
        sampling(request.sampling());
        ChatReasoningEncoder.encode(body, request.reasoning(), target);
        stream(extensions);
        body.put("messages", ChatMessageEncoder.encode(request.messages(), target));
        String accept = request.stream() ? "text/event-stream" : "application/json";
        Map<String, String> headers = Map.of("content-type", "application/json", "accept", accept);
        WireRequest wire = new WireRequest(ChatPassThrough.PATH, headers, body.bytes());
        return new Encoded(wire, target.losses().all(), ToolRenames.of(request.tools(), OpenAiIdentifiers::toolName));
    }

    /** The extensions of this protocol; those of another one are lost. */
    private JsonValue.Obj own(Extensions extensions) {
        extensions.losses().forEach(loss -> target.lose(loss.path(), loss.reason()));
        if (extensions.protocol() == Protocol.OPENAI_CHAT) {
            return extensions.fields();
        }
        String reason = "a field of " + extensions.protocol().id() + " only";
        extensions.fields().members().keySet().forEach(name -> target.lose("extensions." + name, reason));
        return JsonValue.Obj.EMPTY;
    }

    private void handling(Handling handling) {
        body.putIfPresent("service_tier", handling.serviceTier())
                .putIfPresent("prompt_cache_key", handling.promptCacheKey())
                .putIfPresent("user", handling.endUser());
    }

    private static Optional<JsonValue> format(ResponseFormat format) {
        return switch (format) {
            case ResponseFormat.PlainText() -> Optional.empty();
            case ResponseFormat.AnyJson() ->
                Optional.of(Json.object().put("type", "json_object").build());
            case ResponseFormat.JsonSchema schema ->
                Optional.of(Json.object()
                        .put("type", "json_schema")
                        .put("json_schema", schema(schema))
                        .build());
        };
    }

    private static JsonValue schema(ResponseFormat.JsonSchema schema) {
        return Json.object()
                .put("name", schema.name())
                .putIfPresent("description", schema.description())
                .put("schema", schema.schema())
                .putIfPresent("strict", schema.strict())
                .build();
    }

    private void sampling(Sampling sampling) {
        String maxTokens = target.has(Quirk.MAX_COMPLETION_TOKENS) ? "max_completion_tokens" : "max_tokens";
        body.putIfPresent("temperature", sampling.temperature()).putIfPresent("top_p", sampling.topP());
        if (target.has(Quirk.TOP_K)) {
            body.putIfPresent("top_k", sampling.topK());
        } else if (sampling.topK().isPresent()) {
            target.lose("top_k", "no such field");
        }
        body.putIfPresent(maxTokens, sampling.maxOutputTokens())
                .putIfPresent("seed", sampling.seed())
                .putIfPresent("presence_penalty", sampling.presencePenalty())
                .putIfPresent("frequency_penalty", sampling.frequencyPenalty())
                .putIfPresent("logprobs", sampling.topLogprobs().map(alternatives -> true))
                .putIfPresent("top_logprobs", sampling.topLogprobs().filter(alternatives -> alternatives != 0));
        if (!sampling.stop().isEmpty()) {
            body.put("stop", JsonValue.Arr.ofStrings(sampling.stop()));
        }
    }

    private void stream(JsonValue.Obj extensions) {
        body.remove("stream_options");
        if (!request.stream()) {
            return;
        }
        body.put("stream", true);
        if (!target.has(Quirk.NO_STREAM_OPTIONS)) {
            body.put("stream_options", extensions.object("stream_options").with("include_usage", JsonValue.of(true)));
        }
    }
}
