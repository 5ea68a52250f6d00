package io.lingzhi.gateway.rescue;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of one answer has reached the client, with deltas joined, so that it can be told again to an encoder and
 * compared with another answer. Bounded: a longer answer is not kept, and {@link #complete()} says so.
 *
 * <p>Used on one event loop.
 */
public final class Transcript {
    private final long maxChars;
    private long chars;
    private Optional<StreamEvent.Started> started = Optional.empty();
    private final List<Written> parts = new ArrayList<>();

    /** One part as it is being told, with what stands in it beside its text. */
    private static final class Written {
        private final PartHead head;
        private final StringBuilder content = new StringBuilder();
        private final List<StreamEvent> marks = new ArrayList<>();
        private boolean closed;

        Written(PartHead head) {
            this.head = head;
        }

        void forget() {
            content.setLength(0);
            content.trimToSize();
        }

        ToldPart part() {
            return new ToldPart(head, content.toString(), closed);
        }

        void replay(List<StreamEvent> into) {
            into.add(new StreamEvent.PartStarted(head));
            if (!content.isEmpty()) {
                into.add(delta(content.toString()));
            }
            into.addAll(marks);
            if (closed) {
                into.add(new StreamEvent.PartFinished());
            }
        }

        private StreamEvent delta(String text) {
            return switch (head) {
                case PartHead.Text _, PartHead.Refusal _ -> new StreamEvent.TextDelta(text);
                case PartHead.Thinking _ -> new StreamEvent.ThinkingDelta(text);
                case PartHead.ToolCall _ -> new StreamEvent.ArgumentsDelta(text);
                case PartHead.Opaque _ -> throw new IllegalStateException("an opaque part has no delta");
            };
        }
    }

    /** @param maxChars most that is kept of the deltas */
    public Transcript(long maxChars) {
        this.maxChars = maxChars;
    }

    /** Takes what the client is being told. */
    public void accept(List<StreamEvent> events) {
        events.forEach(this::accept);
    }

    private void accept(StreamEvent event) {
        switch (event) {
            case StreamEvent.Started first -> started = Optional.of(first);
            case StreamEvent.PartStarted(PartHead head) -> parts.add(new Written(head));
            case StreamEvent.TextDelta(String text) -> append(text);
            case StreamEvent.ThinkingDelta(String text) -> append(text);
            case StreamEvent.ArgumentsDelta(String fragment) -> append(fragment);
            case StreamEvent.ThinkingSigned(Signature ignored) ->
                parts.getLast().marks.add(event);
            case StreamEvent.Cited(Citation ignored) -> parts.getLast().marks.add(event);
            case StreamEvent.PartFinished() -> parts.getLast().closed = true;
            case StreamEvent.UsageReported _, StreamEvent.Finished _, StreamEvent.Failed _ -> {}
        }
    }

    private void append(String delta) {
        boolean kept = complete();
        chars += delta.length();
        if (complete()) {
            parts.getLast().content.append(delta);
        } else if (kept) {
            parts.forEach(Written::forget);
        }
    }

    /** Whether everything told stands here; not so once it was more than the bound. */
    public boolean complete() {
        return chars <= maxChars;
    }

    /** Whether anything was told. */
    public boolean isEmpty() {
        return started.isEmpty() && parts.isEmpty();
    }

    /** The parts in order; at most the last is not closed. */
    public List<ToldPart> parts() {
        return parts.stream().map(Written::part).toList();
    }

    /** The same story in few events, to bring an encoder to where the client is. */
    public List<StreamEvent> events() {
        List<StreamEvent> events = new ArrayList<>();
        started.ifPresent(events::add);
        parts.forEach(part -> part.replay(events));
        return List.copyOf(events);
    }
}
