package io.lingzhi.assistant.http;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** Reads the JSON of a request's body. Pure. */
final class RequestReading {
    private RequestReading() {}

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
