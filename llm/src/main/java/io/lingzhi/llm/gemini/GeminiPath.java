package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.PercentCoding;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.nio.charset.StandardCharsets;

/**
 * What a URL's path says: {@code .../models/{model}:{verb}}. The model's name may hold slashes and colons, and may be
 * percent-encoded; the last colon ends it.
 */
record GeminiPath(ModelId model, String verb) {
    static final String WHOLE = "generateContent";
    static final String STREAMED = "streamGenerateContent";

    static final String MODELS = "/models/";

    static GeminiPath of(String path) throws RejectedException {
        String decoded = PercentCoding.decoded(path);
        int models = decoded.indexOf(MODELS);
        int colon = decoded.lastIndexOf(':');
        if (models < 0 || colon < models + MODELS.length()) {
            throw unknown();
        }
        String name = decoded.substring(models + MODELS.length(), colon);
        return new GeminiPath(model(name), decoded.substring(colon + 1));
    }

    /** The path below a provider's base URL for this model and verb. */
    static String upstream(String model, boolean stream) {
        return upstream(model, stream ? STREAMED + "?alt=sse" : WHOLE);
    }

    static String upstream(String model, String verb) {
        return "/v1beta/models/" + encoded(bare(model)) + ":" + verb;
    }

    /** The name without {@code models/} before it. */
    static String bare(String model) {
        return model.startsWith("models/") ? model.substring("models/".length()) : model;
    }

    boolean streamed() {
        return verb.equals(STREAMED);
    }

    /** The same path if its verb asks for content. */
    GeminiPath content() throws RejectedException {
        if (verb.equals(WHOLE) || verb.equals(STREAMED)) {
            return this;
        }
        throw unknown();
    }

    private static ModelId model(String name) throws RejectedException {
        if (name.isBlank() || name.length() > ModelId.MAX_LENGTH) {
            throw RequestObject.rejected(
                    "model", "a model name of 1 to " + ModelId.MAX_LENGTH + " characters is expected in the URL");
        }
        return new ModelId(name);
    }

    private static RejectedException unknown() {
        return new RejectedException(new Failure.UnknownRoute(
                "No such path: POST .../models/{model}:generateContent or :streamGenerateContent is expected."));
    }

    private static String encoded(String name) {
        StringBuilder out = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && (Character.isLetterOrDigit(b) || "-._~/@()".indexOf(b) >= 0)) {
                out.append((char) b);
            } else {
                out.append('%').append(String.format("%02X", b));
            }
        }
        return out.toString();
    }
}
