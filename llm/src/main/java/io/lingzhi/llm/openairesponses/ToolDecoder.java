package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Tool;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.openairesponses.DeclaredTools.Declared;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the tools of a request, those that {@code additional_tools} items of its input add included. */
final class ToolDecoder {
    private ToolDecoder() {}

    static DeclaredTools tools(RequestObject request) throws RejectedException {
        List<Declared> added = new ArrayList<>();
        if (request.json().get("input") instanceof JsonValue.Arr(List<JsonValue> items)) {
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i) instanceof JsonValue.Obj item
                        && item.string("type", "").equals("additional_tools")) {
                    added.addAll(list(new RequestObject("input[" + i + "]", item)));
                }
            }
        }
        return DeclaredTools.of(list(request), added);
    }

    private static List<Declared> list(RequestObject holder) throws RejectedException {
        List<Declared> tools = new ArrayList<>();
        for (RequestObject tool : holder.objects("tools")) {
            if (tool.json().string("type", "").equals("namespace")) {
                tools.addAll(namespace(tool));
            } else {
                tools.add(Declared.of(tool(tool, "")));
            }
        }
        return tools;
    }

    private static List<Declared> namespace(RequestObject namespace) throws RejectedException {
        String name = namespace.requiredText("name");
        List<Declared> children = new ArrayList<>();
        for (RequestObject child : namespace.objects("tools")) {
            Tool tool = tool(child, name);
            children.add(
                    tool instanceof Tool.Function || tool instanceof Tool.Custom
                            ? new Declared(tool, Optional.of(name), child.requiredText("name"))
                            : Declared.of(tool));
        }
        return children;
    }

    /** One tool of {@code namespace}, which is empty for a tool outside of all. */
    private static Tool tool(RequestObject tool, String namespace) throws RejectedException {
        return switch (tool.json().string("type", "function")) {
            case "function" -> function(tool, namespace);
            case "custom" ->
                new Tool.Custom(
                        flat(tool, namespace),
                        tool.text("description"),
                        tool.object("format").map(RequestObject::json));
            case "web_search", "web_search_2025_08_26", "web_search_preview", "web_search_preview_2025_03_11" ->
                webSearch(tool);
            default -> new Tool.Opaque(Protocol.OPENAI_RESPONSES, tool.json());
        };
    }

    /** A function; some clients nest it as Chat does. */
    private static Tool function(RequestObject tool, String namespace) throws RejectedException {
        Optional<RequestObject> nested = tool.object("function");
        RequestObject function = nested.isPresent() ? nested.get() : tool;
        return new Tool.Function(
                flat(function, namespace),
                function.text("description"),
                function.object("parameters").map(RequestObject::json).orElse(JsonValue.Obj.EMPTY),
                function.bool("strict").orElse(false),
                ContentDecoder.cacheMark(function.json()));
    }

    private static String flat(RequestObject tool, String namespace) throws RejectedException {
        String name = tool.requiredText("name");
        return namespace.isEmpty() ? name : DeclaredTools.flatName(namespace, name);
    }

    /** A search; one that may not reach the web is a thing of OpenAI's alone. */
    private static Tool webSearch(RequestObject tool) throws RejectedException {
        if (!tool.bool("external_web_access").orElse(true)) {
            return new Tool.Opaque(Protocol.OPENAI_RESPONSES, tool.json());
        }
        JsonValue.Obj filters = tool.json().object("filters");
        Optional<JsonValue.Obj> location = tool.object("user_location").map(RequestObject::json);
        return new Tool.WebSearch(
                Optional.empty(), texts(filters, "allowed_domains"), texts(filters, "blocked_domains"), location);
    }

    private static List<String> texts(JsonValue.Obj holder, String name) {
        return holder.list(name).stream()
                .filter(JsonValue.Str.class::isInstance)
                .map(item -> ((JsonValue.Str) item).value())
                .toList();
    }
}
