package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.ToolRenames;
import io.lingzhi.llm.protocol.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes one Messages request. Equal requests give equal bytes. The messages come last, so that the body of a
 * conversation that grows begins with the very bytes of its earlier body, up to the end of the last block.
 *
 * <p>Used once.
 */
final class RequestEncoder {
    /**
     * What is written where a request leaves the longest answer to the upstream, in tokens: the protocol demands a
     * number.
     */
    static final int DEFAULT_MAX_TOKENS = 32_000;

    private static final String VERSION = "2023-06-01";

    private final ChatRequest request;
    private final Dialect dialect;
    private final Losses losses = new Losses();
    private final CarriedFields carried;
    private final Betas betas;
    private final ObjectBuilder body = Json.object();

    RequestEncoder(ChatRequest request, Dialect dialect) {
        this.request = request;
        this.dialect = dialect;
        this.carried = CarriedFields.of(request, losses);
        this.betas = Betas.of(carried);
    }

    Encoded encode() {
        int maxTokens = request.sampling().maxOutputTokens().orElse(DEFAULT_MAX_TOKENS);
        ToolEncoder tools = new ToolEncoder(request, carried, losses);
        Optional<JsonValue.Obj> choice = tools.choice();
        ThinkingPlan thinking = new ThinkingPlanner(request, maxTokens, dialect, losses)
                .plan(ToolEncoder.forces(choice.orElse(JsonValue.Obj.EMPTY)));
        body.put("model", request.model().value()).put("max_tokens", maxTokens);
        if (request.stream()) {
            body.put("stream", true);
        }
        SamplingEncoder.encode(body, request.sampling(), thinking.active(), dialect, losses);
        if (!thinking.thinking().members().isEmpty()) {
            putUnlessEmpty("thinking", thinking.thinking());
        }
        putUnlessEmpty("output_config", output(thinking));
        handling(request.handling());
        carried.whole().members().forEach(body::put);
        body.putIfPresent("tool_choice", choice);
        conversation(tools);
        return new Encoded(
                new WireRequest(AnthropicPassThrough.PATH, headers(), body.bytes()),
                losses.all(),
                ToolRenames.of(request.tools(), ToolNames::tool));
    }

    private JsonValue.Obj output(ThinkingPlan thinking) {
        ObjectBuilder output = Json.object().putIfPresent("effort", thinking.effort());
        if (request.responseFormat() instanceof ResponseFormat.JsonSchema schema) {
            output.put(
                    "format",
                    Json.object()
                            .put("type", "json_schema")
                            .put("schema", OutputSchema.closed(schema.schema()))
                            .build());
            losses.addIf(schema.description().isPresent(), "response_format.description", "no such field");
        }
        return output.build();
    }

    private void putUnlessEmpty(String name, JsonValue.Obj value) {
        JsonValue.Obj whole = carried.completed(name, value);
        if (!whole.members().isEmpty()) {
            body.put(name, whole);
        }
    }

    private void handling(Handling handling) {
        if (handling.serviceTier().isPresent()) {
            tier(handling.serviceTier().get());
        }
        losses.addIf(handling.promptCacheKey().isPresent(), "prompt_cache_key", "no such field");
        ObjectBuilder metadata = Json.object().putIfPresent("user_id", handling.endUser());
        putUnlessEmpty("metadata", metadata.build());
    }

    private void tier(String tier) {
        Optional<JsonValue.Obj> members = ServiceTier.encode(tier);
        if (members.isEmpty()) {
            losses.add("service_tier", "no tier like it");
            return;
        }
        members.get().members().forEach(body::put);
        members.get().members().keySet().forEach(betas::needForField);
    }

    private void conversation(ToolEncoder tools) {
        CacheBudget marks = new CacheBudget(request, carried, losses);
        List<JsonValue> encodedTools = tools.tools(marks);
        if (!encodedTools.isEmpty()) {
            body.put("tools", encodedTools);
        }
        BlockEncoder blocks = new BlockEncoder(tools, marks, betas, losses, dialect);
        ConversationEncoder conversation = new ConversationEncoder(blocks, request.messages());
        List<JsonValue> system = conversation.system(format());
        if (!system.isEmpty()) {
            body.put("system", system);
        }
        body.put("messages", conversation.messages());
    }

    /** What is added to the system text where the protocol has no field for the wanted form. */
    private List<String> format() {
        return switch (request.responseFormat()) {
            case ResponseFormat.PlainText() -> List.of();
            case ResponseFormat.JsonSchema ignored -> List.of();
            case ResponseFormat.AnyJson() -> {
                losses.add("response_format", "no such form; the system text asks for it");
                yield List.of("Answer with one valid JSON object and nothing else.");
            }
        };
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        headers.put("accept", request.stream() ? "text/event-stream" : "application/json");
        headers.put("anthropic-version", VERSION);
        headers.put("content-type", "application/json");
        betas.header().ifPresent(names -> headers.put(Betas.HEADER, names));
        return headers;
    }
}
