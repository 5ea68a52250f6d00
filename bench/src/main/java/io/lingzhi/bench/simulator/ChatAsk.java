package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the simulator reads from a chat request. Members that do not shape the answer (temperature, stop and so on) are
 * left out; they stand in the log.
 *
 * @param userText the text of the last user message
 * @param toolResult the text of the last message, if that is a tool's result
 * @param tools the functions that may be called
 * @param maxTokens most tokens of the answer; {@link Integer#MAX_VALUE} when none is said
 */
record ChatAsk(
        String model,
        String userText,
        Optional<String> toolResult,
        List<Obj> tools,
        Delivery delivery,
        int maxTokens,
        int promptTokens) {
    private static final int TOKENS_PER_MESSAGE = 3;

    /** How the client wants its answer. */
    enum Delivery {
        WHOLE,
        STREAMED,
        STREAMED_WITH_USAGE
    }

    public ChatAsk {
        tools = List.copyOf(tools);
    }

    static ChatAsk read(Obj body) throws BadAskException {
        String model = body.string("model").orElseThrow(() -> new BadAskException("model is missing: name one"));
        List<JsonValue> messages = body.list("messages");
        if (messages.isEmpty()) {
            throw new BadAskException("messages is missing or empty: give at least one message");
        }
        if (body.integer("n").orElse(1L) != 1) {
            throw new BadAskException("n must be 1: the simulator gives one choice");
        }
        List<Obj> tools = tools(body);
        int tokens = messages.stream().mapToInt(ChatAsk::messageTokens).sum();
        int toolTokens =
                tools.stream().mapToInt(tool -> Texts.tokens(tool.toString())).sum();
        return new ChatAsk(
                model,
                lastUserText(messages),
                toolResult(messages.getLast()),
                tools,
                delivery(body),
                maxTokens(body),
                tokens + toolTokens);
    }

    /** The functions offered; none when the client forbids calls. */
    private static List<Obj> tools(Obj body) {
        if (body.string("tool_choice", "auto").equals("none")) {
            return List.of();
        }
        List<Obj> functions = new ArrayList<>();
        for (JsonValue item : body.list("tools")) {
            if (item instanceof Obj tool && tool.has("function")) {
                functions.add(tool.object("function"));
            }
        }
        return functions;
    }

    private static Delivery delivery(Obj body) {
        if (!body.bool("stream").orElse(false)) {
            return Delivery.WHOLE;
        }
        boolean usage = body.object("stream_options").bool("include_usage").orElse(false);
        return usage ? Delivery.STREAMED_WITH_USAGE : Delivery.STREAMED;
    }

    private static int maxTokens(Obj body) throws BadAskException {
        Optional<Long> most = body.integer("max_completion_tokens").or(() -> body.integer("max_tokens"));
        if (most.orElse(1L) < 1) {
            throw new BadAskException("max_tokens must be at least 1");
        }
        return (int) Math.min(Integer.MAX_VALUE, most.orElse((long) Integer.MAX_VALUE));
    }

    private static String lastUserText(List<JsonValue> messages) {
        for (JsonValue item : messages.reversed()) {
            if (item instanceof Obj message && message.string("role", "").equals("user")) {
                return text(message);
            }
        }
        return "";
    }

    private static Optional<String> toolResult(JsonValue last) {
        return last instanceof Obj message && message.string("role", "").equals("tool")
                ? Optional.of(text(message))
                : Optional.empty();
    }

    private static int messageTokens(JsonValue item) {
        return item instanceof Obj message ? TOKENS_PER_MESSAGE + Texts.tokens(text(message)) : TOKENS_PER_MESSAGE;
    }

    /** The content, or the texts of its parts put together. */
    private static String text(Obj message) {
        StringBuilder text = new StringBuilder(message.string("content", ""));
        for (JsonValue item : message.list("content")) {
            if (item instanceof Obj part) {
                text.append(part.string("text", ""));
            }
        }
        return text.toString();
    }
}
