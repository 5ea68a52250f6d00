package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Tool;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.ToolChoice.Mode;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tools of a request and what it says about calling them. */
final class ToolDecoder {
    private static final String SEARCH_TYPES = "web_search_20";
    private static final Set<String> FUNCTION = Set.of("type", "name", "description", "input_schema", "strict");
    private static final Set<String> SEARCH =
            Set.of("name", "max_uses", "allowed_domains", "blocked_domains", "user_location");

    private ToolDecoder() {}

    static List<Tool> tools(RequestObject request) throws RejectedException {
        List<Tool> tools = new ArrayList<>();
        for (RequestObject tool : request.objects("tools")) {
            tools.add(tool(tool));
        }
        return tools;
    }

    private static Tool tool(RequestObject tool) throws RejectedException {
        if (isFunction(tool.json())) {
            return function(tool);
        }
        return isSearch(tool.json()) ? search(tool) : new Tool.Opaque(Protocol.ANTHROPIC, tool.json());
    }

    /**
     * What the vocabulary's tools do not tell of functions and searches, such as {@code defer_loading}: objects that
     * name the tool which they complete.
     */
    static List<JsonValue> rest(RequestObject request) throws RejectedException {
        List<JsonValue> rest = new ArrayList<>();
        for (RequestObject tool : request.objects("tools")) {
            JsonValue.Obj others = others(tool.json());
            if (!others.members().isEmpty()) {
                ObjectBuilder named = Json.object().put("name", tool.json().string("name", ""));
                others.members().forEach(named::put);
                rest.add(named.build());
            }
        }
        return rest;
    }

    private static JsonValue.Obj others(JsonValue.Obj tool) {
        if (isFunction(tool)) {
            JsonValue.Obj others = OtherMembers.of(tool, FUNCTION);
            return CacheControl.of(tool).isPresent() ? OtherMembers.of(others, Set.of(CacheControl.NAME)) : others;
        }
        if (isSearch(tool)) {
            boolean usual = tool.get("type").equals(JsonValue.of(ToolEncoder.SEARCH_TYPE));
            JsonValue.Obj others = OtherMembers.of(tool, SEARCH);
            return usual ? OtherMembers.of(others, Set.of("type")) : others;
        }
        return JsonValue.Obj.EMPTY;
    }

    private static boolean isFunction(JsonValue.Obj tool) {
        return tool.get("type") == JsonValue.Null.NULL || tool.get("type").equals(JsonValue.of("custom"));
    }

    private static boolean isSearch(JsonValue.Obj tool) {
        return tool.string("type", "").startsWith(SEARCH_TYPES);
    }

    private static Tool function(RequestObject tool) throws RejectedException {
        return new Tool.Function(
                tool.requiredText("name"),
                tool.text("description"),
                tool.object("input_schema").map(RequestObject::json).orElse(JsonValue.Obj.EMPTY),
                tool.bool("strict").orElse(false),
                CacheControl.of(tool.json()));
    }

    private static Tool search(RequestObject tool) throws RejectedException {
        return new Tool.WebSearch(
                RequestDecoder.whole(tool, "max_uses"),
                texts(tool, "allowed_domains"),
                texts(tool, "blocked_domains"),
                tool.object("user_location").map(RequestObject::json));
    }

    private static List<String> texts(RequestObject tool, String name) throws RejectedException {
        List<String> texts = new ArrayList<>();
        for (JsonValue item : tool.items(name)) {
            if (!(item instanceof JsonValue.Str(String text))) {
                throw tool.expected(name, "a list of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    static ToolChoice choice(RequestObject request) throws RejectedException {
        Optional<RequestObject> choice = request.object("tool_choice");
        if (choice.isEmpty()) {
            return ToolChoice.unspecified();
        }
        Mode mode = mode(choice.get());
        Optional<String> name = mode == Mode.NAMED ? Optional.of(choice.get().requiredText("name")) : Optional.empty();
        return new ToolChoice(
                mode, name, choice.get().bool("disable_parallel_tool_use").map(disabled -> !disabled));
    }

    private static Mode mode(RequestObject choice) throws RejectedException {
        return switch (choice.requiredText("type")) {
            case "auto" -> Mode.AUTO;
            case "any" -> Mode.REQUIRED;
            case "none" -> Mode.NONE;
            case "tool" -> Mode.NAMED;
            default -> throw choice.expected("type", "\"auto\", \"any\", \"none\" or \"tool\"");
        };
    }
}
