package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.Sampling;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a Chat request. Equal requests give equal bytes. The messages come last, so that the body of a conversation
 * that grows begins with the very bytes of its earlier body, up to the end of the last message.
 */
final class ChatRequestEncoder {
    private ChatRequestEncoder() {}

    static byte[] encode(ChatRequest request, Dialect dialect) {
        JsonValue.Obj extensions = request.extensions()
                .filter(fields -> fields.protocol() == Protocol.OPENAI_CHAT)
                .map(Extensions::fields)
                .orElse(JsonValue.Obj.EMPTY);
        ObjectBuilder body = Json.object().put("model", request.model().value());
        extensions.members().forEach(body::put);
        tools(body, request, extensions);
        choice(body, request.toolChoice());
        format(request.responseFormat()).ifPresent(format -> body.put("response_format", format));
        sampling(body, request.sampling(), dialect);
        body.putIfPresent("reasoning_effort", request.reasoning().effort());
        stream(body, request.stream(), extensions, dialect);
        return body.put("messages", ChatMessageEncoder.encode(request.messages()))
                .bytes();
    }

    private static void tools(ObjectBuilder body, ChatRequest request, JsonValue.Obj extensions) {
        List<JsonValue> tools = new ArrayList<>();
        for (Tool tool : request.tools()) {
            if (tool instanceof Tool.Function function) {
                tools.add(tool(function));
            }
        }
        tools.addAll(extensions.list("tools"));
        if (!tools.isEmpty()) {
            body.put("tools", tools);
        }
    }

    private static JsonValue tool(Tool.Function tool) {
        ObjectBuilder function = Json.object().put("name", tool.name()).putIfPresent("description", tool.description());
        if (!tool.schema().members().isEmpty()) {
            function.put("parameters", tool.schema());
        }
        if (tool.strict()) {
            function.put("strict", true);
        }
        return Json.object()
                .put("type", "function")
                .put("function", function.build())
                .build();
    }

    private static void choice(ObjectBuilder body, ToolChoice choice) {
        Optional<JsonValue> written = switch (choice.mode()) {
            case DEFAULT -> Optional.empty();
            case AUTO -> Optional.of(JsonValue.of("auto"));
            case NONE -> Optional.of(JsonValue.of("none"));
            case REQUIRED -> Optional.of(JsonValue.of("required"));
            case NAMED -> choice.name().map(ChatRequestEncoder::named);
        };
        body.putIfPresent("tool_choice", written);
        body.putIfPresent("parallel_tool_calls", choice.parallel());
    }

    private static JsonValue named(String name) {
        return Json.object()
                .put("type", "function")
                .put("function", Json.object().put("name", name).build())
                .build();
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

    private static void sampling(ObjectBuilder body, Sampling sampling, Dialect dialect) {
        String maxTokens = dialect.has(Quirk.MAX_TOKENS_OLD_NAME) ? "max_tokens" : "max_completion_tokens";
        body.putIfPresent("temperature", sampling.temperature())
                .putIfPresent("top_p", sampling.topP())
                .putIfPresent(maxTokens, sampling.maxOutputTokens())
                .putIfPresent("seed", sampling.seed())
                .putIfPresent("presence_penalty", sampling.presencePenalty())
                .putIfPresent("frequency_penalty", sampling.frequencyPenalty());
        if (!sampling.stop().isEmpty()) {
            body.put("stop", JsonValue.Arr.ofStrings(sampling.stop()));
        }
    }

    private static void stream(ObjectBuilder body, boolean stream, JsonValue.Obj extensions, Dialect dialect) {
        body.remove("stream_options");
        if (!stream) {
            return;
        }
        body.put("stream", true);
        if (!dialect.has(Quirk.NO_STREAM_OPTIONS)) {
            body.put("stream_options", extensions.object("stream_options").with("include_usage", JsonValue.of(true)));
        }
    }
}
