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
import java.util.stream.Stream;

/**
 * Decides the answer to each request. Keeps the replies to the last {@value #MAX_REPLIES} different short chat
 * requests, because a benchmark asks the same again and again. Used by the simulator's one event loop.
 */
final class Provider {
    private static final int MAX_REPLIES = 256;
    private static final int MAX_KEPT_TEXT = 16 << 10;
    private static final String BEARER = "Bearer ";
    private static final String WRONG_KEY = "Incorrect API key provided.";
    private static final String NO_PREFILL = "This model does not support assistant message prefill."
            + " The conversation must end with a user message.";

    private final Options options;
    private final FaultCounter faults = new FaultCounter();
    private final Memory memory = new Memory();
    private final Map<Asked, Reply> replies = new LinkedHashMap<>(16, 0.75f, true);

    private record Asked(Protocol protocol, Ask ask, Script.Shape shape) {}

    Provider(Options options) {
        this.options = options;
    }

    void reset() {
        faults.reset();
        memory.clear();
    }

    /** Whether the request brings the key, if there is one, in any of the ways that providers know. */
    boolean knows(Received received) {
        if (options.key().isEmpty()) {
            return true;
        }
        byte[] right = options.key().get().getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                        received.header("authorization")
                                .filter(value -> value.startsWith(BEARER))
                                .map(value -> value.substring(BEARER.length())),
                        received.header("x-api-key"),
                        received.header("x-goog-api-key"),
                        Address.query(received, "key"))
                .flatMap(Optional::stream)
                .anyMatch(key -> MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), right));
    }

    /** @param body the whole body, longer than the log keeps it if need be */
    Staging answer(Received received, byte[] body) {
        Address address = Address.of(received);
        Protocol protocol = Address.protocol(address, received);
        if (!knows(received)) {
            return refusal(protocol, 401, Optional.of("invalid_api_key"), WRONG_KEY);
        }
        try {
            return route(address, protocol, received, body);
        } catch (BadAskException | MalformedScriptException e) {
            return refusal(protocol, 400, Optional.of("invalid_value"), String.valueOf(e.getMessage()));
        } catch (JsonSyntaxException e) {
            return refusal(protocol, 400, Optional.of("invalid_json"), "the body is no JSON object: " + e.getMessage());
        }
    }

    private Staging route(Address address, Protocol protocol, Received received, byte[] body)
            throws BadAskException, JsonSyntaxException, MalformedScriptException {
        String told = received.header("x-simulate").orElse("");
        return switch (address.purpose()) {
            case NOTHING -> unknown(received);
            case MODELS -> {
                Reply models = address.model().isEmpty()
                        ? Models.list(options.models(), protocol)
                        : Models.one(address.model(), protocol);
                yield Staging.of(models, next(told), protocol);
            }
            case EMBEDDINGS, EMBED, EMBED_BATCH -> {
                Obj ask = Json.parseObject(body);
                String model = address.model().isEmpty() ? ask.string("model", "") : address.model();
                Script script = next(told, ScriptReader.ofModel(model));
                yield stage(vectors(address, ask), script, protocol);
            }
            case COUNT_MESSAGES, COUNT_RESPONSES, COUNT_CONTENTS -> {
                Ask ask = ask(address, Json.parseObject(body));
                Script script = next(told, ScriptReader.ofModel(ask.model()));
                yield stage(count(protocol, ask), script, protocol);
            }
            case CHAT, RESPONSES, MESSAGES, GENERATE, STREAM -> {
                Ask ask = ask(address, Json.parseObject(body));
                Optional<String> wished = Wishes.of(ask.userText()).script();
                Script script = next(told, ScriptReader.ofModel(ask.model()), wished.orElse(""));
                yield converse(ask, script, protocol);
            }
        };
    }

    private static Reply vectors(Address address, Obj ask) throws BadAskException {
        return switch (address.purpose()) {
            case EMBED -> GeminiEmbedding.one(ask);
            case EMBED_BATCH -> GeminiEmbedding.batch(ask);
            default -> EmbeddingAnswer.of(ask);
        };
    }

    private Ask ask(Address address, Obj body) throws BadAskException {
        return switch (address.purpose()) {
            case RESPONSES, COUNT_RESPONSES -> ResponsesAsk.read(body, before(body));
            case MESSAGES -> MessagesAsk.read(body);
            case COUNT_MESSAGES -> MessagesAsk.counted(body);
            case GENERATE -> GeminiAsk.read(body, address.model(), Ask.Delivery.WHOLE);
            case STREAM ->
                GeminiAsk.read(
                        body,
                        address.model(),
                        address.events() ? Ask.Delivery.STREAMED : Ask.Delivery.STREAMED_AS_ARRAY);
            case COUNT_CONTENTS -> {
                Obj inner = body.has("generateContentRequest") ? body.object("generateContentRequest") : body;
                yield GeminiAsk.read(inner, address.model(), Ask.Delivery.WHOLE);
            }
            default -> ChatAsk.read(body);
        };
    }

    private List<Turn> before(Obj body) throws BadAskException {
        Optional<String> id = body.string("previous_response_id");
        return id.isEmpty()
                ? List.of()
                : memory.before(id.get())
                        .orElseThrow(() -> new BadAskException("previous_response_id is not known: " + id.get()));
    }

    private static Reply count(Protocol protocol, Ask ask) {
        long tokens = ask.promptTokens();
        return Reply.Whole.good(
                switch (protocol) {
                    case CHAT, MESSAGES ->
                        Json.object().put("input_tokens", tokens).build();
                    case RESPONSES ->
                        Json.object()
                                .put("object", "response.input_tokens")
                                .put("input_tokens", tokens)
                                .build();
                    case GEMINI -> Json.object().put("totalTokens", tokens).build();
                });
    }

    /** The script that header, model name and wish give together. */
    private Script next(String... texts) throws MalformedScriptException {
        return faults.next(ScriptReader.read(String.join(",", texts)));
    }

    private Staging converse(Ask ask, Script script, Protocol protocol) {
        if (script.shape().manners() == Script.Manners.NO_PREFILL
                && ask.prefill().isPresent()) {
            return refusal(protocol, 400, Optional.empty(), NO_PREFILL);
        }
        return stage(reply(ask, script.shape(), protocol), script, protocol);
    }

    private static Staging stage(Reply reply, Script script, Protocol protocol) {
        return script.fault() instanceof Fault.Status status
                ? Staging.of(Errors.scripted(protocol, status), script, protocol)
                : Staging.of(reply, script, protocol);
    }

    private Reply reply(Ask ask, Script.Shape shape, Protocol protocol) {
        if (protocol == Protocol.RESPONSES) {
            memory.keep(ask, Answer.of(ask, shape));
        }
        if (ask.length() + shape.chunks() * shape.size() + shape.words() > MAX_KEPT_TEXT) {
            return written(ask, shape, protocol);
        }
        Reply reply = replies.computeIfAbsent(new Asked(protocol, ask, shape), asked -> written(ask, shape, protocol));
        if (replies.size() > MAX_REPLIES) {
            replies.remove(replies.keySet().iterator().next());
        }
        return reply;
    }

    private static Reply written(Ask ask, Script.Shape shape, Protocol protocol) {
        return switch (protocol) {
            case CHAT -> ChatAnswer.of(ask, shape);
            case RESPONSES -> ResponsesAnswer.of(ask, shape);
            case MESSAGES -> MessagesAnswer.of(ask, shape);
            case GEMINI -> GeminiAnswer.of(ask, shape);
        };
    }

    private static Staging unknown(Received received) {
        return refusal(
                Protocol.CHAT,
                404,
                Optional.of("unknown_url"),
                "no such address: " + received.method() + " " + received.path().split("\\?", 2)[0] + "; known are POST"
                        + " .../chat/completions, .../responses, .../messages, .../models/MODEL:generateContent and"
                        + " .../embeddings, and GET .../models");
    }

    static Staging refusal(Protocol protocol, int status, Optional<String> code, String message) {
        return Staging.of(Errors.reply(protocol, status, code, message), Script.PLAIN, protocol);
    }
}
