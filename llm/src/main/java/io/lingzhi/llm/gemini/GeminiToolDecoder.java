package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Tool;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code tools}. One object of the list may hold many functions, and tools that Google runs itself beside them;
 * each becomes a tool of its own.
 */
final class GeminiToolDecoder {
    static final String DECLARATIONS = "functionDeclarations";

    private static final Set<String> DECLARATION = Set.of("name", "description", "parameters", "parametersJsonSchema");

    private GeminiToolDecoder() {}

    static List<Tool> tools(RequestObject request) throws RejectedException {
        List<Tool> tools = new ArrayList<>();
        for (RequestObject item : request.objects("tools")) {
            RequestObject tool = CamelNames.of(item);
            for (RequestObject declaration : tool.objects(DECLARATIONS)) {
                tools.addAll(function(CamelNames.of(declaration)));
            }
            tools.addAll(others(tool.json()));
        }
        return tools;
    }

    /** The function; what its declaration says beyond the vocabulary follows it as an opaque tool of the same name. */
    private static List<Tool> function(RequestObject declaration) throws RejectedException {
        String name = declaration.requiredText("name");
        Tool function = new Tool.Function(name, declaration.text("description"), schema(declaration), false);
        JsonValue.Obj others = GenerationConfig.without(declaration, DECLARATION);
        return others.members().isEmpty() ? List.of(function) : List.of(function, rest(name, others));
    }

    private static Tool rest(String name, JsonValue.Obj others) {
        JsonValue.Obj named = DeepMerge.of(Json.object().put("name", name).build(), others);
        return new Tool.Opaque(
                Protocol.GEMINI, Json.object().put(DECLARATIONS, List.of(named)).build());
    }

    private static JsonValue.Obj schema(RequestObject declaration) throws RejectedException {
        Optional<RequestObject> schema = declaration.object("parametersJsonSchema");
        return schema.isPresent()
                ? JsonSchemaWords.of(schema.get().json())
                : JsonSchemaWords.of(declaration
                        .object("parameters")
                        .map(RequestObject::json)
                        .orElse(JsonValue.Obj.EMPTY));
    }

    private static List<Tool> others(JsonValue.Obj tool) {
        List<Tool> others = new ArrayList<>();
        for (Map.Entry<String, JsonValue> member : tool.members().entrySet()) {
            if (!member.getKey().equals(DECLARATIONS) && member.getValue() != JsonValue.Null.NULL) {
                others.add(other(member.getKey(), member.getValue()));
            }
        }
        return others;
    }

    private static Tool other(String name, JsonValue settings) {
        boolean plainSearch = name.equals("googleSearch") && settings.equals(JsonValue.Obj.EMPTY);
        return plainSearch
                ? new Tool.WebSearch(Optional.empty(), List.of(), List.of(), Optional.empty())
                : new Tool.Opaque(
                        Protocol.GEMINI, Json.object().put(name, settings).build());
    }
}
