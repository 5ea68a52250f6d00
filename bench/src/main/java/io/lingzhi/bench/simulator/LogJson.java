package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Writes the request log as JSON. */
final class LogJson {
    private LogJson() {}

    static byte[] bytes(List<Received> log) {
        return Json.object()
                .put("requests", log.stream().map(LogJson::request).toList())
                .bytes();
    }

    private static Obj request(Received received) {
        Received.Ending ending = received.ending();
        Optional<String> text = utf8(received.body().kept());
        Optional<String> base64 = text.isPresent()
                ? Optional.empty()
                : Optional.of(Base64.getEncoder().encodeToString(received.body().kept()));
        return Json.object()
                .put("number", received.number())
                .put("method", received.method())
                .put("path", received.path())
                .put("headers", received.headers().stream().map(LogJson::header).toList())
                .put("body_bytes", received.body().length())
                .putIfPresent("body", text)
                .putIfPresent("body_base64", base64)
                .put("outcome", ending.outcome().word())
                .put("status", ending.status())
                .put("bytes_sent", ending.bytesSent())
                .put("took_ms", ending.took().toMillis())
                .build();
    }

    private static Obj header(Received.Header header) {
        return Json.object()
                .put("name", header.name())
                .put("value", header.value())
                .build();
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
