package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.Script.Shape;
import io.lingzhi.bench.simulator.Script.UsageStyle;
import io.lingzhi.llm.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What is answered, before it takes its wire form. The same request gives the same answer.
 *
 * @param seed stands in all ids
 * @param thought what the model thought; empty when it did not
 */
record Answer(
        String seed, String thought, List<String> pieces, List<ToolCalls.Call> calls, Finish finish, Tally tally) {
    private static final int MAX_ECHO = 200;
    private static final long BIG_FACTOR = 3_000_000_000L;

    /** Why the answer ends. */
    sealed interface Finish {
        record Done() implements Finish {}

        record Calls() implements Finish {}

        record Length() implements Finish {}

        /** Before a text of the client's. */
        record Stopped(String before) implements Finish {}
    }

    /**
     * Counts of tokens.
     *
     * @param prompt all of the prompt, with what was cached
     * @param cached half of it
     * @param answer all that was written, with the thought
     */
    record Tally(long prompt, long cached, long answer, long thought) {
        long total() {
            return prompt + answer;
        }
    }

    Answer {
        pieces = List.copyOf(pieces);
        calls = List.copyOf(calls);
    }

    static Answer of(Ask ask, Shape shape) {
        String userText = ask.userText();
        Wishes wishes = Wishes.of(userText);
        long seed = Texts.hash(ask.model() + "\n" + userText);
        List<ToolCalls.Call> calls = ask.results().isEmpty() ? ToolCalls.of(ask, wishes, seed) : List.of();
        String thought = thinks(ask, wishes) ? thought(ask) : "";
        String full = text(ask, wishes, shape, !calls.isEmpty());
        Optional<String> stop = ask.limits().stops().stream()
                .filter(full::contains)
                .min((a, b) -> Integer.compare(full.indexOf(a), full.indexOf(b)));
        String kept = stop.map(text -> full.substring(0, full.indexOf(text))).orElse(full);
        String text = shape.upTo(kept, ask.limits().tokens());
        Finish finish = text.length() < kept.length()
                ? new Finish.Length()
                : stop.isPresent()
                        ? new Finish.Stopped(stop.get())
                        : calls.isEmpty() ? new Finish.Done() : new Finish.Calls();
        List<String> pieces = shape.pieces(text);
        String id = Long.toHexString(Texts.hash(ask.model() + ask.turns()));
        return new Answer(id, thought, pieces, calls, finish, tally(ask, shape, thought, text, calls));
    }

    String text() {
        return String.join("", pieces);
    }

    private static Tally tally(Ask ask, Shape shape, String thought, String text, List<ToolCalls.Call> calls) {
        long factor = shape.usage() == UsageStyle.BIG ? BIG_FACTOR : 1;
        long thoughts = Texts.tokens(thought);
        long answer = shape.tokens(text) + thoughts;
        for (ToolCalls.Call call : calls) {
            answer += Texts.tokens(call.tool().name()) + Texts.tokens(call.arguments());
        }
        long prompt = ask.promptTokens() * factor;
        return new Tally(prompt, prompt / 2, answer * factor, thoughts * factor);
    }

    private static String text(Ask ask, Wishes wishes, Shape shape, boolean calls) {
        String text = shape.words() > 0
                ? Texts.words(shape.words())
                : wishes.say().orElseGet(() -> calls ? "" : unasked(ask, wishes));
        String whole = shape.chunks() == 0 ? text : Texts.ofLength(text, shape.chunks() * shape.size());
        // A client that gives the beginning gets what follows it.
        return ask.prefill()
                .filter(whole::startsWith)
                .map(begun -> whole.substring(begun.length()))
                .orElse(whole);
    }

    private static String unasked(Ask ask, Wishes wishes) {
        if (wishes.look()) {
            return "IMAGES " + ask.images();
        }
        return ask.results().isEmpty() && ask.schema().isPresent()
                ? Json.text(ToolCalls.sample(ask.schema().get()))
                : echo(ask);
    }

    private static String echo(Ask ask) {
        String heard = heard(ask);
        if (!ask.results().isEmpty()) {
            return Texts.hasChinese(heard) ? "工具的结果是：「" + heard + "」。" : "The tool said: \"" + heard + "\".";
        }
        return Texts.hasChinese(heard)
                ? "你说的是：「" + heard + "」。这是模拟服务的回答。"
                : "You said: \"" + heard + "\". This is the simulator's answer.";
    }

    private static boolean thinks(Ask ask, Wishes wishes) {
        int script = ask.model().indexOf('!');
        String name = script < 0 ? ask.model() : ask.model().substring(0, script);
        return wishes.think() || name.contains("think");
    }

    private static String thought(Ask ask) {
        String heard = heard(ask);
        return Texts.hasChinese(heard) ? "先想一想：「" + heard + "」。" : "Let me think about \"" + heard + "\".";
    }

    /** What tools said, or else the user. Each result is cut by itself. */
    private static String heard(Ask ask) {
        List<String> results = ask.results();
        List<String> heard = results.isEmpty() ? List.of(Wishes.without(ask.userText())) : results;
        return String.join(
                "\", \"",
                heard.stream()
                        .map(text -> Texts.beginning(text.strip(), MAX_ECHO))
                        .toList());
    }
}
