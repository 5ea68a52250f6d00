package io.lingzhi.gateway.world;

import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What is said in answer to one request: a text, and the arguments of a tool call behind it, or none. Every answer can
 * be told from every other by any of its words, and words and gaps stand at the same places in all of them.
 */
record Answer(String text, String arguments) {
    static final Answer NOTHING = new Answer("", "");
    static final String TOOL = "look_up";

    /** @param voice a letter of its own for each author */
    static Answer of(int request, char voice, int words, boolean calls) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : i % 7 == 6 ? "\n" : i % 5 == 4 ? "，字 " : " ");
            text.append(voice).append(request).append('-').append(voice).append(i);
        }
        return new Answer(text.toString(), calls ? "{\"who\":\"" + voice + request + "\",\"n\":12}" : "");
    }

    /** What an author of this answer makes of another's beginning: that, and the rest of its own. */
    Answer after(String beginning) {
        return new Answer(beginning + rest(beginning), arguments);
    }

    private String rest(String beginning) {
        return text.length() > beginning.length() ? text.substring(beginning.length()) : "";
    }

    /** Whether this is how {@code whole} begins. */
    boolean begins(Answer whole) {
        return whole.text.startsWith(text) && (arguments.isEmpty() || (whole.arguments.startsWith(arguments)));
    }

    /**
     * The events of this answer, cut into deltas at random.
     *
     * @param from how much of the text is not said
     */
    List<StreamEvent> events(
            StreamEvent.Started started, int from, Usage usage, boolean thinks, RandomGenerator random) {
        List<StreamEvent> events = new ArrayList<>();
        int most = 2 + random.nextInt(30);
        events.add(started);
        if (thinks) {
            events.add(new StreamEvent.PartStarted(new PartHead.Thinking()));
            events.add(new StreamEvent.ThinkingDelta("hm, "));
            events.add(new StreamEvent.ThinkingDelta("well"));
            events.add(new StreamEvent.PartFinished());
        }
        if (from < text.length()) {
            events.add(new StreamEvent.PartStarted(new PartHead.Text()));
            int at = from;
            while (at < text.length()) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(most));
                events.add(new StreamEvent.TextDelta(text.substring(at, end)));
                at = end;
            }
            events.add(new StreamEvent.PartFinished());
        }
        if (!arguments.isEmpty()) {
            events.add(new StreamEvent.PartStarted(new PartHead.ToolCall("call-" + started.id(), TOOL)));
            int half = random.nextInt(arguments.length());
            if (half > 0) {
                events.add(new StreamEvent.ArgumentsDelta(arguments.substring(0, half)));
            }
            events.add(new StreamEvent.ArgumentsDelta(arguments.substring(half)));
            events.add(new StreamEvent.PartFinished());
        }
        events.add(new StreamEvent.UsageReported(usage));
        events.add(new StreamEvent.Finished(arguments.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS));
        return events;
    }
}
