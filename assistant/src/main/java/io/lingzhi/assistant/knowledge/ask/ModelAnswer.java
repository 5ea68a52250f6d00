package io.lingzhi.assistant.knowledge.ask;

import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;

/** What a model writes, with a citation told after the piece of text that first names its source. One thread reads. */
final class ModelAnswer implements AnswerStream {
    private final String question;
    private final List<Source> sources;
    private final ChatStream chat;
    private final Queue<AnswerEvent> ready = new ArrayDeque<>();
    private final Markers markers = new Markers();
    private String upstreamModel = "";
    private boolean refusing;

    ModelAnswer(String question, List<Source> sources, ChatStream chat) {
        this.question = question;
        this.sources = List.copyOf(sources);
        this.chat = chat;
    }

    @Override
    public AnswerEvent next() {
        AnswerEvent event = ready.poll();
        while (event == null) {
            take(chat.next());
            event = ready.poll();
        }
        return event;
    }

    private void take(StreamEvent event) {
        switch (event) {
            case StreamEvent.Started started -> upstreamModel = started.model();
            case StreamEvent.PartStarted(PartHead part) -> refusing = part instanceof PartHead.Refusal;
            case StreamEvent.TextDelta(String text) -> text(text);
            case StreamEvent.ThinkingDelta(String text) -> ready.add(new AnswerEvent.Reasoning(text));
            case StreamEvent.UsageReported(Usage usage) -> ready.add(new AnswerEvent.Used(usage));
            case StreamEvent.Finished(FinishReason reason, var _) ->
                ready.add(new AnswerEvent.Done(reason, upstreamModel, answers()));
            case StreamEvent.Failed(Failure failure) -> ready.add(new AnswerEvent.Failed(failure));
            case StreamEvent.ThinkingSigned _,
                    StreamEvent.Cited _,
                    StreamEvent.ArgumentsDelta _,
                    StreamEvent.PartFinished _ -> {}
        }
    }

    private void text(String text) {
        if (refusing) {
            ready.add(new AnswerEvent.Refused(text));
            return;
        }
        ready.add(new AnswerEvent.Delta(text));
        for (int number : markers.take(text)) {
            if (number >= 1 && number <= sources.size()) {
                Source source = sources.get(number - 1);
                ready.add(new AnswerEvent.Cited(Quotes.of(source, question + tail(markers.text()))));
            }
        }
    }

    /** The statement before a mark. */
    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 80));
    }

    private boolean answers() {
        return !Wording.forLanguageOf(question).saysNothing(markers.text());
    }

    @Override
    public OptionalLong costNanos() {
        return chat.costNanos();
    }

    @Override
    public void close() {
        chat.close();
    }
}
