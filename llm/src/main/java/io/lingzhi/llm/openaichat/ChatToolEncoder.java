package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import io.lingzhi.llm.protocol.ObjectSchemas;
import io.lingzhi.llm.protocol.OpenAiIdentifiers;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the tools of a request, and what it says about calling them. */
final class ChatToolEncoder {
    private final Target target;

    ChatToolEncoder(Target target) {
        this.target = target;
    }

    /** A choice among no tools is left out, since upstreams refuse it. */
    void encode(ObjectBuilder body, List<Tool> tools, ToolChoice choice) {
        List<JsonValue> written = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            tool(tools.get(i), "tools[" + i + "]").ifPresent(written::add);
        }
        if (!written.isEmpty()) {
            body.put("tools", written);
            choice(choice, tools).ifPresent(word -> body.put("tool_choice", word));
            body.putIfPresent("parallel_tool_calls", choice.parallel());
        } else if (choice.mode() == ToolChoice.Mode.REQUIRED || choice.mode() == ToolChoice.Mode.NAMED) {
            target.lose("tool_choice", "there is no tool to choose");
        }
    }

    private Optional<JsonValue> tool(Tool tool, String place) {
        return switch (tool) {
            case Tool.Function function -> Optional.of(function(function, place));
            case Tool.Custom custom ->
                Optional.of(target.has(Quirk.CUSTOM_TOOLS) ? custom(custom, place) : asFunction(custom, place));
            case Tool.WebSearch ignored -> lost(place, "this protocol has no web search of the upstream's");
            case Tool.Opaque(Protocol protocol, JsonValue.Obj json) ->
                protocol == Protocol.OPENAI_CHAT
                        ? Optional.of(json)
                        : lost(place, "a tool of " + protocol.id() + " only");
        };
    }

    private Optional<JsonValue> lost(String place, String reason) {
        target.lose(place, reason);
        return Optional.empty();
    }

    private JsonValue function(Tool.Function tool, String place) {
        ObjectBuilder function =
                Json.object().put("name", name(tool.name(), place)).putIfPresent("description", tool.description());
        if (!tool.schema().members().isEmpty()) {
            function.put("parameters", ObjectSchemas.withProperties(tool.schema()));
        }
        if (tool.strict()) {
            function.put("strict", true);
        }
        Optional<Part.CacheMark> mark = tool.cached().filter(wish -> target.has(Quirk.CACHE_CONTROL));
        return typed("function", function)
                .putIfPresent(CacheControl.NAME, mark.map(CacheControl::encode))
                .build();
    }

    private String name(String name, String place) {
        String fitted = OpenAiIdentifiers.toolName(name);
        if (!fitted.equals(name)) {
            target.lose(place + ".name", "renamed to " + fitted);
        }
        return fitted;
    }

    private JsonValue custom(Tool.Custom tool, String place) {
        ObjectBuilder custom = Json.object()
                .put("name", name(tool.name(), place))
                .putIfPresent("description", tool.description())
                .putIfPresent("format", tool.format().map(InputFormat::encode));
        return typed("custom", custom).build();
    }

    private JsonValue asFunction(Tool.Custom tool, String place) {
        Optional<String> demand = tool.format().flatMap(InputFormat::inWords);
        if (demand.isPresent()) {
            target.lose(place + ".format", "told in words, and not enforced");
        }
        List<String> sentences =
                Stream.concat(tool.description().stream(), demand.stream()).toList();
        ObjectBuilder function = Json.object().put("name", name(tool.name(), place));
        if (!sentences.isEmpty()) {
            function.put("description", String.join("\n\n", sentences));
        }
        return typed("function", function.put("parameters", FreeText.SCHEMA)).build();
    }

    private Optional<JsonValue> choice(ToolChoice choice, List<Tool> tools) {
        return switch (choice.mode()) {
            case DEFAULT -> Optional.empty();
            case AUTO -> Optional.of(JsonValue.of("auto"));
            case NONE -> Optional.of(JsonValue.of("none"));
            case REQUIRED -> Optional.of(JsonValue.of("required"));
            case NAMED ->
                choice.demandsSearch(tools)
                        ? lost("tool_choice", "this protocol has no web search of the upstream's")
                        : choice.name().map(this::named);
        };
    }

    private JsonValue named(String name) {
        String type = target.writesCustom(name) ? "custom" : "function";
        return typed(type, Json.object().put("name", OpenAiIdentifiers.toolName(name)))
                .build();
    }

    private static ObjectBuilder typed(String type, ObjectBuilder value) {
        return Json.object().put("type", type).put(type, value.build());
    }
}
