package io.lingzhi.llm.gemini;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.ToolRenames;
import io.lingzhi.llm.protocol.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a {@code generateContent} request. Equal requests give equal bytes. The contents come last, so that the body
 * of a conversation that grows begins with the very bytes of its earlier body, up to the end of the last part.
 */
final class GeminiRequestEncoder {
    private static final Set<String> TIERS = Set.of("flex", "standard", "priority");
    private static final String CONFIG = "generationConfig";
    private static final String TOOL_CONFIG = "toolConfig";

    private final ChatRequest request;
    private final Dialect dialect;
    private final Losses losses = new Losses();
    private final GeminiNames names = new GeminiNames();
    private final JsonValue.Obj extensions;

    private GeminiRequestEncoder(ChatRequest request, Dialect dialect) {
        this.request = request;
        this.dialect = dialect;
        this.extensions = request.extensions()
                .filter(fields -> fields.protocol() == Protocol.GEMINI)
                .map(Extensions::fields)
                .orElse(JsonValue.Obj.EMPTY);
    }

    static Encoded encode(ChatRequest request, Dialect dialect) {
        String accept = request.stream() ? "text/event-stream" : "application/json";
        Map<String, String> headers = Map.of("content-type", "application/json", "accept", accept);
        GeminiRequestEncoder encoder = new GeminiRequestEncoder(request, dialect);
        byte[] body = encoder.body();
        String path = GeminiPath.upstream(request.model().value(), request.stream());
        return new Encoded(
                new WireRequest(path, headers, body),
                encoder.losses.all(),
                ToolRenames.of(request.tools(), encoder.names::of));
    }

    private byte[] body() {
        ObjectBuilder body = Json.object();
        extensions.members().forEach(body::put);
        List<JsonValue> tools = GeminiToolEncoder.encode(request.tools(), names, dialect, losses);
        var contents = GeminiContentEncoder.encode(request.messages(), names, dialect, losses);
        if (!contents.instruction().isEmpty()) {
            body.put(
                    "systemInstruction",
                    Json.object().put("parts", contents.instruction()).build());
        }
        if (!tools.isEmpty()) {
            body.put("tools", tools);
        }
        putUnlessEmpty(body, TOOL_CONFIG, toolConfig());
        putUnlessEmpty(body, CONFIG, config());
        handling(body);
        foreignExtensions();
        return body.put("contents", contents.contents()).bytes();
    }

    private static void putUnlessEmpty(ObjectBuilder body, String name, JsonValue.Obj value) {
        body.remove(name);
        if (!value.members().isEmpty()) {
            body.put(name, value);
        }
    }

    private JsonValue.Obj config() {
        GenerationConfigEncoder encoder =
                new GenerationConfigEncoder(dialect.has(Dialect.Quirk.THINKING_LEVELS), losses);
        JsonValue.Obj config = encoder.encode(request.sampling(), request.reasoning(), request.responseFormat());
        JsonValue.Obj more = without(extensions.object(CONFIG), "candidateCount", "extensions.generationConfig");
        return DeepMerge.of(config, more);
    }

    private JsonValue.Obj toolConfig() {
        String calling = "functionCallingConfig";
        JsonValue.Obj more = extensions.object(TOOL_CONFIG);
        if (more.get(calling) instanceof JsonValue.Obj settings) {
            String place = "extensions.toolConfig." + calling;
            more = more.with(calling, without(settings, "streamFunctionCallArguments", place));
        }
        JsonValue.Obj built = choice().map(
                        choice -> Json.object().put(calling, choice).build())
                .orElse(JsonValue.Obj.EMPTY);
        return DeepMerge.of(built, more);
    }

    /** The object without a setting that would make answers in a form that is not read. */
    private JsonValue.Obj without(JsonValue.Obj settings, String name, String place) {
        if (!settings.has(name)) {
            return settings;
        }
        losses.add(place + "." + name, "not read in answers");
        ObjectBuilder rest = Json.object();
        settings.members().forEach(rest::put);
        return rest.remove(name).build();
    }

    private Optional<JsonValue> choice() {
        ToolChoice choice = request.toolChoice();
        if (choice.parallel().filter(parallel -> !parallel).isPresent()) {
            losses.add("parallel_tool_calls", "no such field");
        }
        if (choice.demandsSearch(request.tools())) {
            losses.add("tool_choice", "a search cannot be demanded");
            return Optional.empty();
        }
        return switch (choice.mode()) {
            case DEFAULT -> Optional.empty();
            case AUTO -> Optional.of(mode("AUTO").build());
            case NONE -> Optional.of(mode("NONE").build());
            case REQUIRED -> Optional.of(mode("ANY").build());
            case NAMED -> choice.name().map(this::named);
        };
    }

    private JsonValue named(String name) {
        return mode("ANY")
                .put("allowedFunctionNames", JsonValue.Arr.ofStrings(List.of(names.of(name))))
                .build();
    }

    private static ObjectBuilder mode(String mode) {
        return Json.object().put("mode", mode);
    }

    private void handling(ObjectBuilder body) {
        Handling handling = request.handling();
        handling.serviceTier().filter(tier -> !tier.equals("auto")).ifPresent(tier -> {
            String word = tier.equals("default") ? "standard" : tier;
            if (TIERS.contains(word)) {
                body.put("serviceTier", word);
            } else {
                losses.add("service_tier", "no tier " + tier);
            }
        });
        if (handling.promptCacheKey().isPresent()) {
            losses.add("prompt_cache_key", "no such field");
        }
        if (handling.endUser().isPresent()) {
            losses.add("user", "no such field");
        }
    }

    private void foreignExtensions() {
        request.extensions()
                .ifPresent(fields -> fields.losses().forEach(loss -> losses.add(loss.path(), loss.reason())));
        request.extensions()
                .filter(fields -> fields.protocol() != Protocol.GEMINI)
                .ifPresent(fields -> fields.fields()
                        .members()
                        .keySet()
                        .forEach(name -> losses.add(
                                "extensions." + name,
                                "a field of " + fields.protocol().id())));
    }
}
