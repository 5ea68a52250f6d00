package io.lingzhi.assistant.http;

import io.lingzhi.assistant.Choice;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The JSON of the answers, as openapi.json describes it. Pure. */
final class AnswerJson {
    private AnswerJson() {}

    /**
     * What every answer ends with.
     *
     * @param conversation the one that it belongs to
     * @param warnings what of the request was left aside
     * @param cost told where the answer has one: in nano-USD, or that nobody knows it
     */
    record End(Optional<String> conversation, String requestId, List<String> warnings, Optional<JsonValue> cost) {
        End {
            warnings = List.copyOf(warnings);
        }

        End(Optional<String> conversation, String requestId, List<String> warnings) {
            this(conversation, requestId, warnings, Optional.empty());
        }

        /** The same, with what the answer cost. */
        End at(OptionalLong nanos) {
            JsonValue told = nanos.isEmpty() ? JsonValue.Null.NULL : cost(nanos.getAsLong());
            return new End(conversation, requestId, warnings, Optional.of(told));
        }

        private static JsonValue cost(long nanos) {
            return Json.object()
                    .put("nano_usd", nanos)
                    .put(
                            "usd",
                            BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString())
                    .build();
        }

        JsonValue.Obj close(ObjectBuilder object) {
            cost.ifPresent(told -> object.put("cost", told));
            conversation.ifPresent(id -> object.put("conversation_id", id));
            object.put("request_id", requestId);
            if (!warnings.isEmpty()) {
                object.put("warnings", JsonValue.Arr.ofStrings(warnings));
            }
            return object.build();
        }
    }

    static JsonValue.Obj talk(ChatResponse response, Choice choice, TalkForm form, End end, Language language) {
        ObjectBuilder object = Json.object();
        form.putText(object, response);
        putJoined(object, "refusal", texts(response, Part.Refusal.class));
        putChoice(object, choice, response.model(), language);
        object.put("finish_reason", word(response.finishReason()))
                .put("usage", response.usage().<JsonValue>map(AnswerJson::usage).orElse(JsonValue.Null.NULL));
        return end.close(object);
    }

    static JsonValue.Obj done(ChatResponse response, Choice choice, TalkForm form, End end, Language language) {
        ObjectBuilder object = Json.object();
        form.putAfterPieces(object, response);
        putChoice(object, choice, response.model(), language);
        object.put("finish_reason", word(response.finishReason()));
        return end.close(object);
    }

    /** What the model thought, if it told. */
    static void putReasoning(ObjectBuilder object, ChatResponse response) {
        putJoined(object, "reasoning", texts(response, Part.Thinking.class));
    }

    static JsonValue.Obj embeddings(Vectors.Complete vectors, String requestId, List<String> warnings) {
        ObjectBuilder object = Json.object()
                .put(
                        "embeddings",
                        vectors.vectors().stream().map(AnswerJson::vector).toList())
                .put("model", vectors.model())
                .put("usage", usage(vectors.usage()));
        return new End(Optional.empty(), requestId, warnings)
                .at(vectors.costNanos())
                .close(object);
    }

    static JsonValue.Obj text(String text) {
        return Json.object().put("text", text).build();
    }

    static JsonValue.Obj usage(Usage usage) {
        return Json.object()
                .put("input_tokens", usage.input())
                .put("output_tokens", usage.output())
                .put("total_tokens", usage.total())
                .put("cache_read_tokens", usage.cacheRead())
                .put("cache_write_tokens", usage.cacheWrite())
                .put("reasoning_tokens", usage.reasoning())
                .build();
    }

    private static JsonValue.Arr vector(float[] vector) {
        List<JsonValue> numbers = new ArrayList<>(vector.length);
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                throw new IllegalStateException("the embedding model made a vector that JSON cannot write");
            }
            numbers.add(new JsonValue.Num(Float.toString(number)));
        }
        return new JsonValue.Arr(numbers);
    }

    /** The model is named as the asker can ask for it again; the provider's own name is told when it is another. */
    static void putChoice(ObjectBuilder object, Choice choice, String upstreamModel, Language language) {
        object.put("model", choice.model().value());
        if (!upstreamModel.isBlank() && !upstreamModel.equals(choice.model().value())) {
            object.put("upstream_model", upstreamModel);
        }
        object.put("selected_because", Choosing.because(choice).in(language)).put("degraded", choice.degraded());
    }

    private static List<String> texts(ChatResponse response, Class<? extends Part> kind) {
        List<String> texts = new ArrayList<>();
        for (Part part : response.parts()) {
            if (kind.isInstance(part)) {
                text(part).ifPresent(texts::add);
            }
        }
        return texts;
    }

    private static Optional<String> text(Part part) {
        return switch (part) {
            case Part.Text(String text, var ignored) -> Optional.of(text);
            case Part.Thinking thinking -> Optional.of(thinking.text());
            case Part.Refusal(String text) -> Optional.of(text);
            case Part.CacheMark ignored -> Optional.empty();
            case Part.Media ignored -> Optional.empty();
            case Part.ToolCall ignored -> Optional.empty();
            case Part.ToolResult ignored -> Optional.empty();
            case Part.Opaque ignored -> Optional.empty();
        };
    }

    private static void putJoined(ObjectBuilder object, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            object.put(name, String.join("", texts));
        }
    }

    private static String word(FinishReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
