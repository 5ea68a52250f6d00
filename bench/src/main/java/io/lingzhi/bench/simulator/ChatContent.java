package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.Script.Shape;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is answered to a chat request, before it takes its wire form. The same request gives the same content.
 *
 * @param reasoning what the model thought; empty unless its name contains {@code think}
 * @param finishReason {@code stop}, {@code tool_calls} or {@code length}
 */
record ChatContent(String id, String reasoning, String text, List<ToolCalls.Call> calls, String finishReason) {
    private static final int MAX_CALLS = 16;
    private static final int MAX_ECHO = 200;
    private static final Pattern SAY = Pattern.compile("\\[\\[say:(.*?)]]", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("\\[\\[call:([0-9]{1,4})]]");

    public ChatContent {
        calls = List.copyOf(calls);
    }

    static ChatContent of(ChatAsk ask, Shape shape) {
        long seed = Texts.hash(ask.model() + "\n" + ask.userText());
        List<ToolCalls.Call> calls = ToolCalls.of(ask.tools(), wantedCalls(ask), seed);
        String full = text(ask, shape, !calls.isEmpty());
        String text = Texts.upToTokens(full, ask.maxTokens());
        String finish = text.length() < full.length() ? "length" : calls.isEmpty() ? "stop" : "tool_calls";
        return new ChatContent("chatcmpl-sim-" + Long.toHexString(seed), reasoning(ask), text, calls, finish);
    }

    int answerTokens() {
        int tokens = Texts.tokens(text) + reasoningTokens();
        for (ToolCalls.Call call : calls) {
            tokens += Texts.tokens(call.name()) + Texts.tokens(call.arguments());
        }
        return tokens;
    }

    int reasoningTokens() {
        return Texts.tokens(reasoning);
    }

    /** A tool's result ends the calling, so that an agent does not go round for ever. */
    private static int wantedCalls(ChatAsk ask) {
        Matcher call = CALL.matcher(ask.userText());
        return ask.toolResult().isEmpty() && call.find() ? Math.min(MAX_CALLS, Integer.parseInt(call.group(1))) : 0;
    }

    private static String text(ChatAsk ask, Shape shape, boolean calls) {
        Matcher say = SAY.matcher(ask.userText());
        Optional<String> said = say.find() ? Optional.of(say.group(1)) : Optional.empty();
        String text = said.orElseGet(() -> calls ? "" : echo(ask));
        return shape.chunks() == 0 ? text : Texts.ofLength(text, shape.chunks() * shape.size());
    }

    private static String echo(ChatAsk ask) {
        String heard = heard(ask);
        if (ask.toolResult().isPresent()) {
            return Texts.hasChinese(heard) ? "工具的结果是：「" + heard + "」。" : "The tool said: \"" + heard + "\".";
        }
        return Texts.hasChinese(heard)
                ? "你说的是：「" + heard + "」。这是模拟服务的回答。"
                : "You said: \"" + heard + "\". This is the simulator's answer.";
    }

    private static String reasoning(ChatAsk ask) {
        int script = ask.model().indexOf('!');
        String name = script < 0 ? ask.model() : ask.model().substring(0, script);
        if (!name.contains("think")) {
            return "";
        }
        String heard = heard(ask);
        return Texts.hasChinese(heard) ? "先想一想：「" + heard + "」。" : "Let me think about \"" + heard + "\".";
    }

    private static String heard(ChatAsk ask) {
        String plain = SAY.matcher(
                        CALL.matcher(ask.toolResult().orElse(ask.userText())).replaceAll(""))
                .replaceAll("");
        return Texts.beginning(plain.strip(), MAX_ECHO);
    }
}
