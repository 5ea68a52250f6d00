package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.Sampling;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.List;
import java.util.Optional;

/** Reads a whole Responses request into the vocabulary. */
final class ResponsesRequestDecoder {
    /** What {@code include} names when thoughts are to come with their signatures. */
    static final String ENCRYPTED = "reasoning.encrypted_content";

    /** What {@code include} names when the probabilities of the answer's tokens are to be told. */
    static final String LOGPROBS = "message.output_text.logprobs";

    private ResponsesRequestDecoder() {}

    static ChatRequest decode(JsonValue.Obj body) throws RejectedException {
        RequestObject request = new RequestObject("", body);
        DeclaredTools tools = ToolDecoder.tools(request);
        Reasoning reasoning = reasoning(request);
        Optional<Extensions> extensions = ExtensionFields.of(request, asked(reasoning));
        return new ChatRequest(
                Peek.model(body.get("model")),
                InputDecoder.decode(request, tools),
                tools.tools(),
                ChoiceDecoder.choice(request),
                sampling(request),
                reasoning,
                format(request),
                handling(request),
                request.bool("stream").orElse(false),
                extensions);
    }

    /** Whether thoughts are wanted, so that their signatures are too. */
    static boolean asked(Reasoning reasoning) {
        boolean off = reasoning.effortWord().filter("none"::equals).isPresent();
        return !off && (reasoning.specified() || reasoning.summary().isPresent());
    }

    private static Sampling sampling(RequestObject request) throws RejectedException {
        Optional<Integer> logprobs = whole(request, "top_logprobs");
        return new Sampling(
                request.decimal("temperature"),
                request.decimal("top_p"),
                Optional.empty(),
                whole(request, "max_output_tokens"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                logprobs.isEmpty() && includes(request, LOGPROBS) ? Optional.of(0) : logprobs);
    }

    static boolean includes(RequestObject request, String name) throws RejectedException {
        return request.items("include").contains(JsonValue.of(name));
    }

    private static Optional<Integer> whole(RequestObject request, String name) throws RejectedException {
        Optional<Long> value = request.integer(name);
        if (value.filter(number -> number != number.intValue()).isPresent()) {
            throw RequestObject.rejected(request.at(name), "a whole number of 32 bits is expected");
        }
        return value.map(Long::intValue);
    }

    private static Reasoning reasoning(RequestObject request) throws RejectedException {
        Optional<RequestObject> reasoning = request.object("reasoning");
        if (reasoning.isEmpty()) {
            return Reasoning.unspecified();
        }
        RequestObject wishes = reasoning.get();
        String summary = wishes.has("summary") ? "summary" : "generate_summary";
        return new Reasoning(wishes.text("effort"), Optional.empty(), wishes.text(summary));
    }

    private static ResponseFormat format(RequestObject request) throws RejectedException {
        Optional<RequestObject> text = request.object("text");
        Optional<RequestObject> format = text.isPresent() ? text.get().object("format") : Optional.empty();
        if (format.isEmpty()) {
            return new ResponseFormat.PlainText();
        }
        return switch (format.get().requiredText("type")) {
            case "json_object" -> new ResponseFormat.AnyJson();
            case "json_schema" -> schema(format.get());
            default -> new ResponseFormat.PlainText();
        };
    }

    private static ResponseFormat schema(RequestObject format) throws RejectedException {
        return new ResponseFormat.JsonSchema(
                format.requiredText("name"),
                format.text("description"),
                format.object("schema").map(RequestObject::json).orElse(JsonValue.Obj.EMPTY),
                format.bool("strict"));
    }

    private static Handling handling(RequestObject request) throws RejectedException {
        Optional<String> user = request.text("user");
        Optional<String> safety = request.text("safety_identifier");
        return new Handling(
                request.text("service_tier"),
                request.text("prompt_cache_key"),
                user.or(() -> safety).or(() -> request.json().object("metadata").string("user_id")));
    }
}
