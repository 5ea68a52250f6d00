package io.lingzhi.llm.gemini;

import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.ToolChoice.Mode;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code toolConfig}: which functions may or must be called. */
final class GeminiToolChoice {
    private static final String CALLING = "functionCallingConfig";

    private GeminiToolChoice() {}

    static ToolChoice decode(RequestObject toolConfig) throws RejectedException {
        RequestObject calling = GeminiRequestDecoder.member(toolConfig, CALLING);
        return switch (mode(calling)) {
            case "" -> ToolChoice.unspecified();
            case "AUTO", "VALIDATED" -> choice(Mode.AUTO);
            case "NONE" -> choice(Mode.NONE);
            case "ANY" ->
                theOnlyName(calling)
                        .map(name -> new ToolChoice(Mode.NAMED, Optional.of(name), Optional.empty()))
                        .orElse(choice(Mode.REQUIRED));
            default -> throw calling.expected("mode", "\"AUTO\", \"ANY\", \"NONE\" or \"VALIDATED\"");
        };
    }

    /** What the vocabulary has no word for: {@code VALIDATED}, several allowed names, and all other settings. */
    static JsonValue.Obj rest(RequestObject toolConfig) throws RejectedException {
        RequestObject calling = GeminiRequestDecoder.member(toolConfig, CALLING);
        ObjectBuilder others = Json.object();
        GenerationConfig.without(calling, Set.of("mode", "allowedFunctionNames"))
                .members()
                .forEach(others::put);
        if (mode(calling).equals("VALIDATED")) {
            others.put("mode", "VALIDATED");
        }
        boolean named = mode(calling).equals("ANY") && theOnlyName(calling).isPresent();
        if (!named && !calling.json().list("allowedFunctionNames").isEmpty()) {
            others.put("allowedFunctionNames", calling.json().get("allowedFunctionNames"));
        }
        JsonValue.Obj rest = GenerationConfig.without(toolConfig, Set.of(CALLING));
        JsonValue.Obj callingRest = others.build();
        return callingRest.members().isEmpty() ? rest : rest.with(CALLING, callingRest);
    }

    private static String mode(RequestObject calling) throws RejectedException {
        String mode = calling.text("mode").orElse("").toUpperCase(Locale.ROOT);
        return mode.equals("MODE_UNSPECIFIED") ? "" : mode;
    }

    private static ToolChoice choice(Mode mode) {
        return new ToolChoice(mode, Optional.empty(), Optional.empty());
    }

    private static Optional<String> theOnlyName(RequestObject calling) {
        List<JsonValue> names = calling.json().list("allowedFunctionNames");
        return names.size() == 1 && names.getFirst() instanceof JsonValue.Str(String name)
                ? Optional.of(name)
                : Optional.empty();
    }
}
