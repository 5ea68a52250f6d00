package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides the answer to each request. Keeps the replies to the last {@value #MAX_REPLIES} different short chat
 * requests, because a benchmark asks the same again and again. Used by the simulator's one event loop.
 */
final class Provider {
    private static final int MAX_REPLIES = 256;
    private static final int MAX_KEPT_TEXT = 16 << 10;

    private final Options options;
    private final FaultCounter faults = new FaultCounter();
    private final Map<Asked, Reply> replies = new LinkedHashMap<>(16, 0.75f, true);

    private record Asked(ChatAsk ask, Script.Shape shape) {}

    Provider(Options options) {
        this.options = options;
    }

    void reset() {
        faults.reset();
    }

    /** Whether the request brings the key, if there is one. */
    boolean knows(Optional<String> authorization) {
        if (options.key().isEmpty()) {
            return true;
        }
        byte[] right = ("Bearer " + options.key().get()).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(authorization.orElse("").getBytes(StandardCharsets.UTF_8), right);
    }

    /** @param body the whole body, longer than the log keeps it if need be */
    Staging answer(Received received, byte[] body) {
        if (!knows(received.header("authorization"))) {
            return refusal(401, "invalid_api_key", "Incorrect API key provided.");
        }
        try {
            return route(received, body);
        } catch (BadAskException | MalformedScriptException e) {
            return refusal(400, "invalid_value", String.valueOf(e.getMessage()));
        } catch (JsonSyntaxException e) {
            return refusal(400, "invalid_json", "the body is no JSON object: " + e.getMessage());
        }
    }

    private Staging route(Received received, byte[] body)
            throws BadAskException, JsonSyntaxException, MalformedScriptException {
        String path = received.path().split("\\?", 2)[0];
        String told = received.header("x-simulate").orElse("");
        return switch (received.method() + path.substring(path.lastIndexOf('/'))) {
            case "GET/models" -> stage(models(), next(told, ""));
            case "POST/embeddings" -> {
                Obj ask = Json.parseObject(body);
                Script script = next(told, ask.string("model", ""));
                yield stage(EmbeddingAnswer.of(ask), script);
            }
            case "POST/completions" -> {
                if (!path.endsWith("/chat/completions")) {
                    yield unknown(received.method(), path);
                }
                ChatAsk ask = ChatAsk.read(Json.parseObject(body));
                Script script = next(told, ask.model());
                yield stage(chat(ask, script.shape()), script);
            }
            default -> unknown(received.method(), path);
        };
    }

    /** The script that header and model name give together. */
    private Script next(String header, String model) throws MalformedScriptException {
        return faults.next(ScriptReader.read(header + "," + ScriptReader.ofModel(model)));
    }

    private static Staging stage(Reply reply, Script script) {
        if (script.fault() instanceof Fault.Status(int status, Map<String, String> headers, String code)) {
            String message = "A simulated error of status " + status + ".";
            return Staging.of(OpenAiErrors.reply(status, code, message, headers), script);
        }
        return Staging.of(reply, script);
    }

    private Reply chat(ChatAsk ask, Script.Shape shape) {
        if (ask.userText().length() + shape.chunks() * shape.size() > MAX_KEPT_TEXT) {
            return ChatAnswer.of(ask, shape);
        }
        Reply reply = replies.computeIfAbsent(new Asked(ask, shape), asked -> ChatAnswer.of(ask, shape));
        if (replies.size() > MAX_REPLIES) {
            replies.remove(replies.keySet().iterator().next());
        }
        return reply;
    }

    private Reply models() {
        List<Obj> models = options.models().stream()
                .map(name -> Json.object()
                        .put("id", name)
                        .put("object", "model")
                        .put("created", 1_790_000_000)
                        .put("owned_by", "simulator")
                        .build())
                .toList();
        byte[] body = Json.object().put("object", "list").put("data", models).bytes();
        return new Reply.Whole(200, Map.of(), body);
    }

    private static Staging unknown(String method, String path) {
        return refusal(
                404,
                "unknown_url",
                "no such address: " + method + " " + path + "; known are POST .../chat/completions, "
                        + "POST .../embeddings and GET .../models");
    }

    static Staging refusal(int status, String code, String message) {
        return Staging.of(OpenAiErrors.reply(status, code, message), Script.PLAIN);
    }
}
