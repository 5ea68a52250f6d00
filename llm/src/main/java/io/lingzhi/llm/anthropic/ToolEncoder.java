package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.ToolChoice.Mode;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the tools of one request and what it says about calling them. */
final class ToolEncoder {
    static final String SEARCH_TYPE = "web_search_20250305";

    /** The name under which a search is called. */
    static final String SEARCH_NAME = "web_search";

    private static final JsonValue.Obj FREE_TEXT = Json.object()
            .put("type", "object")
            .put(
                    "properties",
                    Json.object()
                            .put("input", Json.object().put("type", "string").build())
                            .build())
            .put("required", List.of(JsonValue.of("input")))
            .build();

    private final List<Tool> tools;
    private final ToolChoice choice;
    private final CarriedFields carried;
    private final Losses losses;
    private final Set<String> freeText = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    ToolEncoder(ChatRequest request, CarriedFields carried, Losses losses) {
        this.tools = request.tools();
        this.choice = request.toolChoice();
        this.carried = carried;
        this.losses = losses;
        tools.forEach(this::learn);
    }

    private void learn(Tool tool) {
        switch (tool) {
            case Tool.Function function -> names.add(function.name());
            case Tool.WebSearch ignored -> names.add(SEARCH_NAME);
            case Tool.Custom custom -> {
                names.add(custom.name());
                freeText.add(custom.name());
            }
            case Tool.Opaque(Protocol protocol, JsonValue.Obj json) -> {
                if (protocol == Protocol.ANTHROPIC) {
                    names.add(json.string("name", ""));
                }
            }
        }
    }

    /** Whether the tool of this name takes free text, which is told as the member {@code input} of an object. */
    boolean takesFreeText(String name) {
        return freeText.contains(name);
    }

    List<JsonValue> tools(CacheBudget marks) {
        List<JsonValue> encoded = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            String path = "tools[" + i + "]";
            tool(tools.get(i), path, marks).ifPresent(encoded::add);
        }
        return encoded;
    }

    private Optional<JsonValue> tool(Tool tool, String path, CacheBudget marks) {
        return switch (tool) {
            case Tool.Function function -> Optional.of(function(function, path, marks));
            case Tool.Custom custom -> Optional.of(custom(custom, path));
            case Tool.WebSearch search -> Optional.of(search(search, path));
            case Tool.Opaque(Protocol protocol, JsonValue.Obj json) -> {
                losses.addIf(protocol != Protocol.ANTHROPIC, path, "only " + protocol.id() + " has this tool");
                yield protocol == Protocol.ANTHROPIC ? Optional.of(json) : Optional.empty();
            }
        };
    }

    private JsonValue function(Tool.Function function, String path, CacheBudget marks) {
        ToolSchema schema = ToolSchema.of(function.schema());
        losses.addIf(schema.changed(), path, "a schema's root is one plain object; its variants are merged");
        ObjectBuilder tool = Json.object()
                .put("name", name(function.name(), path))
                .putIfPresent("description", function.description())
                .put("input_schema", schema.json());
        if (function.strict()) {
            tool.put("strict", true);
        }
        carried.ofTool(function.name()).members().forEach(tool::put);
        Optional<Part.CacheMark> mark = function.cached();
        if (mark.isPresent() && marks.take(path)) {
            tool.put(CacheControl.NAME, CacheControl.encode(mark.get()));
        }
        return tool.build();
    }

    private String name(String name, String path) {
        String accepted = ToolNames.tool(name);
        losses.addIf(!accepted.equals(name), path, "the name has characters that are refused; told as " + accepted);
        return accepted;
    }

    private JsonValue custom(Tool.Custom custom, String path) {
        losses.addIf(custom.format().isPresent(), path, "no form for free text");
        return Json.object()
                .put("name", name(custom.name(), path))
                .putIfPresent("description", custom.description())
                .put("input_schema", FREE_TEXT)
                .build();
    }

    private JsonValue search(Tool.WebSearch search, String path) {
        boolean both =
                !search.allowedDomains().isEmpty() && !search.blockedDomains().isEmpty();
        losses.addIf(both, path, "allowed domains exclude blocked ones");
        ObjectBuilder tool = Json.object()
                .put("type", SEARCH_TYPE)
                .put("name", SEARCH_NAME)
                .putIfPresent("max_uses", search.maxUses());
        if (!search.allowedDomains().isEmpty()) {
            tool.put("allowed_domains", JsonValue.Arr.ofStrings(search.allowedDomains()));
        } else if (!search.blockedDomains().isEmpty()) {
            tool.put("blocked_domains", JsonValue.Arr.ofStrings(search.blockedDomains()));
        }
        tool.putIfPresent("user_location", search.location());
        carried.ofTool(SEARCH_NAME).members().forEach(tool::put);
        return tool.build();
    }

    /** The field {@code tool_choice}, which an upstream takes only together with tools. */
    Optional<JsonValue.Obj> choice() {
        Mode mode = choice.mode();
        boolean forced = mode == Mode.REQUIRED || mode == Mode.NAMED;
        if (names.isEmpty()) {
            losses.addIf(forced, "tool_choice", "there is no tool");
            return Optional.empty();
        }
        return switch (mode) {
            case DEFAULT -> choice.parallel().filter(parallel -> !parallel).map(ignored -> written("auto"));
            case AUTO -> Optional.of(written("auto"));
            case REQUIRED -> Optional.of(written("any"));
            case NONE -> Optional.of(Json.object().put("type", "none").build());
            case NAMED -> named(choice.name().orElseThrow());
        };
    }

    private Optional<JsonValue.Obj> named(String name) {
        if (!names.contains(name)) {
            losses.add("tool_choice", "there is no such tool");
            return Optional.empty();
        }
        return Optional.of(written("tool").with("name", JsonValue.of(ToolNames.tool(name))));
    }

    private JsonValue.Obj written(String type) {
        return Json.object()
                .put("type", type)
                .putIfPresent("disable_parallel_tool_use", choice.parallel().map(parallel -> !parallel))
                .build();
    }

    /** Whether this {@code tool_choice} makes the model call a tool. */
    static boolean forces(JsonValue.Obj written) {
        String type = written.string("type", "");
        return type.equals("any") || type.equals("tool");
    }
}
