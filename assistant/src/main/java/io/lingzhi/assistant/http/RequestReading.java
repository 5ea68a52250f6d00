package io.lingzhi.assistant.http;

import io.lingzhi.assistant.ChatAsk;
import io.lingzhi.assistant.EmbedAsk;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads what is asked from a request's query string, content type and body. Pure. */
final class RequestReading {
    private RequestReading() {}

    /** What was asked, and what of it nobody knows. */
    record Read<T>(T ask, List<String> warnings) {
        Read {
            warnings = List.copyOf(warnings);
        }
    }

    static Read<ChatAsk> chat(ReceivedRequest request) throws ProblemException {
        Fields fields = new Fields(object(json(request)), QueryParameters.parse(request.query()));
        Optional<String> prompt = fields.text("prompt").filter(text -> !text.isBlank());
        fields.require("prompt", prompt);
        Optional<String> systemPrompt = fields.text("system_prompt").filter(text -> !text.isBlank());
        Optional<String> model = fields.shortText("model", ModelId.MAX_LENGTH);
        boolean stream = fields.flag("stream");
        fields.check();
        return new Read<>(new ChatAsk(prompt.orElse(""), systemPrompt, model, stream), fields.warnings());
    }

    /** The texts stand in an object, or are the body. */
    static Read<EmbedAsk> embed(ReceivedRequest request, int mostTexts) throws ProblemException {
        JsonValue body = json(request);
        JsonValue.Obj object = body instanceof JsonValue.Arr ? new JsonValue.Obj(Map.of("texts", body)) : object(body);
        Fields fields = new Fields(object, QueryParameters.parse(request.query()));
        List<String> texts = fields.texts("texts", mostTexts);
        Optional<String> model = fields.shortText("model", ModelId.MAX_LENGTH);
        fields.check();
        return new Read<>(new EmbedAsk(texts, model), fields.warnings());
    }

    static JsonValue.Obj object(JsonValue body) throws ProblemException {
        if (body instanceof JsonValue.Obj object) {
            return object;
        }
        throw wrong(Wording.objectExpected());
    }

    static JsonValue json(ReceivedRequest request) throws ProblemException {
        if (request.body().length == 0) {
            return JsonValue.Obj.EMPTY;
        }
        if (!request.contentType().map(RequestReading::isJson).orElse(true)) {
            throw new ProblemException(Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, Wording.wrongContentType()));
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(request.body()));
            return Json.parse(request.body());
        } catch (CharacterCodingException e) {
            throw wrong(Wording.notUtf8());
        } catch (JsonSyntaxException e) {
            throw wrong(Wording.badJson(Objects.requireNonNullElse(e.getMessage(), "")));
        } catch (UncheckedIOException e) {
            // The parser takes leading zero bytes for UTF-32 and then gives up.
            throw wrong(Wording.notUtf8());
        }
    }

    private static boolean isJson(String contentType) {
        String[] pieces = contentType.toLowerCase(Locale.ROOT).split(";");
        String type = pieces.length == 0 ? "" : pieces[0].strip();
        for (int i = 1; i < pieces.length; i++) {
            String parameter = pieces[i].replace("\"", "").replace(" ", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    static ProblemException wrong(Text detail) {
        return new ProblemException(Problem.of(ProblemKind.INVALID_REQUEST, detail));
    }
}
