package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Loss;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.ObjectSchemas;
import io.lingzhi.llm.protocol.OpenAiIdentifiers;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes tools, and what is said about calling them. */
final class ToolEncoder {
    private static final String SEARCH = ToolChoice.SEARCH;

    private ToolEncoder() {}

    /** The tools; what cannot be said is added to {@code losses}. */
    static List<JsonValue> tools(List<Tool> tools, List<Loss> losses) {
        List<JsonValue> written = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            String place = "tools[" + i + "]";
            switch (tools.get(i)) {
                case Tool.Function function -> written.add(function(function, place, losses));
                case Tool.Custom custom -> written.add(custom(custom, place, losses));
                case Tool.WebSearch search -> written.add(webSearch(search, place, losses));
                case Tool.Opaque(Protocol protocol, JsonValue.Obj json) -> {
                    if (protocol == Protocol.OPENAI_RESPONSES) {
                        written.add(json);
                    } else {
                        losses.add(new Loss(place, "only " + protocol.id() + " can say it"));
                    }
                }
            }
        }
        return written;
    }

    /** {@code strict} is always said, since leaving it out does not mean no. */
    private static JsonValue function(Tool.Function tool, String place, List<Loss> losses) {
        return Json.object()
                .put("type", "function")
                .put("name", name(tool.name(), place, losses))
                .putIfPresent("description", tool.description())
                .put("parameters", ObjectSchemas.complete(tool.schema()))
                .put("strict", tool.strict())
                .build();
    }

    private static JsonValue custom(Tool.Custom tool, String place, List<Loss> losses) {
        return Json.object()
                .put("type", "custom")
                .put("name", name(tool.name(), place, losses))
                .putIfPresent("description", tool.description())
                .putIfPresent("format", tool.format())
                .build();
    }

    private static String name(String name, String place, List<Loss> losses) {
        String fitted = OpenAiIdentifiers.toolName(name);
        if (!fitted.equals(name)) {
            losses.add(new Loss(place + ".name", "renamed to " + fitted));
        }
        return fitted;
    }

    private static JsonValue webSearch(Tool.WebSearch search, String place, List<Loss> losses) {
        if (search.maxUses().isPresent()) {
            losses.add(new Loss(place + ".max_uses", "no such field"));
        }
        if (!search.blockedDomains().isEmpty()) {
            losses.add(new Loss(place + ".blocked_domains", "no such field"));
        }
        ObjectBuilder tool = Json.object().put("type", SEARCH);
        if (!search.allowedDomains().isEmpty()) {
            tool.put(
                    "filters",
                    Json.object()
                            .put("allowed_domains", JsonValue.Arr.ofStrings(search.allowedDomains()))
                            .build());
        }
        return tool.putIfPresent("user_location", search.location()).build();
    }

    /** The choice for these tools; one that demands a call where there is nothing to call is a loss. */
    static Optional<JsonValue> choice(ToolChoice choice, List<Tool> tools, List<Loss> losses) {
        boolean demanded = choice.mode() == ToolChoice.Mode.REQUIRED || choice.mode() == ToolChoice.Mode.NAMED;
        if (tools.isEmpty()) {
            if (demanded) {
                losses.add(new Loss("tool_choice", "no tools to choose from"));
            }
            return Optional.empty();
        }
        return switch (choice.mode()) {
            case DEFAULT -> Optional.empty();
            case AUTO -> Optional.of(JsonValue.of("auto"));
            case NONE -> Optional.of(JsonValue.of("none"));
            case REQUIRED -> Optional.of(JsonValue.of("required"));
            case NAMED ->
                choice.demandsSearch(tools)
                        ? Optional.of(Json.object().put("type", SEARCH).build())
                        : choice.name().map(name -> named(name, tools));
        };
    }

    private static JsonValue named(String name, List<Tool> tools) {
        boolean custom = tools.stream()
                .anyMatch(tool ->
                        tool instanceof Tool.Custom declared && declared.name().equals(name));
        return Json.object()
                .put("type", custom ? "custom" : "function")
                .put("name", OpenAiIdentifiers.toolName(name))
                .build();
    }
}
