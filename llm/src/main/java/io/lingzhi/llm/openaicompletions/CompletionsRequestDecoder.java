package io.lingzhi.llm.openaicompletions;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.Sampling;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the questions of a completions request into the vocabulary. */
final class CompletionsRequestDecoder {
    /** The fields that are read here; all others are carried, and so reported as lost. */
    private static final Set<String> KNOWN = Set.of(
            "model",
            "prompt",
            "suffix",
            "n",
            "echo",
            "stream",
            "stream_options",
            "max_tokens",
            "temperature",
            "top_p",
            "top_k",
            "stop",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "service_tier",
            "prompt_cache_key",
            "user");

    private CompletionsRequestDecoder() {}

    /** One question for each choice; those for the same prompt are equal. */
    static List<ChatRequest> decode(RequestObject request, ModelId model, Prompts prompts, boolean stream)
            throws RejectedException {
        Optional<String> suffix = request.text("suffix").filter(text -> !text.isEmpty());
        Sampling sampling = sampling(request);
        Handling handling =
                new Handling(request.text("service_tier"), request.text("prompt_cache_key"), request.text("user"));
        Optional<Extensions> extensions = extensions(request, prompts.each());
        List<ChatRequest> requests = new ArrayList<>();
        for (int choice = 0; choice < prompts.choices(); choice++) {
            requests.add(new ChatRequest(
                    model,
                    messages(prompts.of(choice), suffix),
                    List.of(),
                    ToolChoice.unspecified(),
                    sampling,
                    Reasoning.unspecified(),
                    new ResponseFormat.PlainText(),
                    handling,
                    stream,
                    extensions));
        }
        return List.copyOf(requests);
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // wanted or not
    private static List<Message> messages(String prompt, Optional<String> suffix) {
        Message asked = Message.of(Role.USER, prompt.isEmpty() ? Prompts.EMPTY : prompt);
        return suffix.map(text -> List.of(Message.of(Role.SYSTEM, between(text)), asked))
                .orElse(List.of(asked));
    }

    /** Tells a model to fill the gap between the user's text and the suffix. */
    private static String between(String suffix) {
        return "The user's message is the beginning of a text, and what stands between the tags below is its end."
            + " Write only the text that belongs between the two, without repeating either and without any comment.\n"
            + "<suffix>" + suffix + "</suffix>";
    }

    private static Sampling sampling(RequestObject request) throws RejectedException {
        return new Sampling(
                request.decimal("temperature"),
                request.decimal("top_p"),
                whole(request, "top_k", Integer.MIN_VALUE),
                whole(request, "max_tokens", 1),
                stop(request),
                request.integer("seed"),
                request.decimal("presence_penalty"),
                request.decimal("frequency_penalty"),
                Optional.empty());
    }

    private static Optional<Integer> whole(RequestObject request, String name, int least) throws RejectedException {
        Optional<Long> value = request.integer(name);
        if (value.isPresent() && (value.get() < least || value.get() > Integer.MAX_VALUE)) {
            throw RequestObject.rejected(name, "a whole number from " + least + " to 2147483647 is expected");
        }
        return value.map(Long::intValue);
    }

    private static List<String> stop(RequestObject request) throws RejectedException {
        if (request.json().get("stop") instanceof JsonValue.Str(String one)) {
            return List.of(one);
        }
        List<String> texts = new ArrayList<>();
        for (JsonValue item : request.items("stop")) {
            if (!(item instanceof JsonValue.Str(String text))) {
                throw request.expected("stop", "a string or a list of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    /** {@code best_of} says nothing beyond {@code n} when both are equal, and some clients always send it. */
    private static Optional<Extensions> extensions(RequestObject request, int each) throws RejectedException {
        boolean picky = request.integer("best_of").orElse((long) each) != each;
        ObjectBuilder fields = Json.object();
        request.json().members().forEach((name, value) -> {
            boolean said = value != JsonValue.Null.NULL && !KNOWN.contains(name);
            if (said && (picky || !name.equals("best_of"))) {
                fields.put(name, value);
            }
        });
        JsonValue.Obj all = fields.build();
        return all.members().isEmpty()
                ? Optional.empty()
                : Optional.of(new Extensions(Protocol.OPENAI_COMPLETIONS, all));
    }
}
