package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts parts that a stream may interleave in a row. Fragments of the open part are told at once. Fragments of another
 * part wait only while a call is open whose arguments are not whole; what waits is bounded.
 *
 * <p>Used by one thread at a time.
 */
final class PartSequence {
    /** Most text that waits, in characters. */
    static final int MAX_WAITING = 1 << 20;

    /** Most calls in one answer. */
    static final int MAX_CALLS = 256;

    private final Consumer<StreamEvent> out;
    private final Deque<PartTrack> waiting = new ArrayDeque<>();
    private final Map<Long, PartTrack> calls = new HashMap<>();
    private final Set<PartTrack> closed = new HashSet<>();
    private Optional<PartTrack> open = Optional.empty();
    private int waitingChars;
    private int callCount;
    private boolean callTold;

    PartSequence(Consumer<StreamEvent> out) {
        this.out = out;
    }

    /** Whether any call was told. */
    boolean callTold() {
        return callTold;
    }

    /** Takes a piece of text, thinking or refusal. */
    void prose(PartHead head, String text) throws BrokenAnswerException {
        if (text.isEmpty()) {
            return;
        }
        PartTrack last = waiting.isEmpty() ? open.orElse(null) : waiting.getLast();
        append(last != null && last.isProse(head) ? last : enqueue(PartTrack.prose(head)), text);
        advance();
    }

    /** Takes a fragment of the call at {@code index}; unknown texts are empty. */
    void call(long index, String id, String name, String fragment) throws BrokenAnswerException {
        if (id.isEmpty() && name.isEmpty() && fragment.isEmpty()) {
            return;
        }
        PartTrack call = track(index, id, name, fragment);
        call.identify(id, name);
        if (!closed.contains(call)) {
            append(call, fragment);
        } else if (!fragment.isBlank()) {
            throw new BrokenAnswerException("The upstream sent arguments for a tool call that was already whole.");
        }
        advance();
    }

    /** Tells all that waits, and closes the last part. */
    void drain() throws BrokenAnswerException {
        close();
        while (!waiting.isEmpty()) {
            PartTrack next = waiting.remove();
            if (next.ready()) {
                start(next);
                close();
            } else if (next.hasWaiting()) {
                throw new BrokenAnswerException("The upstream sent a tool call without a name.");
            }
        }
    }

    private PartTrack track(long index, String id, String name, String fragment) throws BrokenAnswerException {
        PartTrack known = calls.get(index);
        if (known != null && !known.isOtherThan(id, name, fragment)) {
            return known;
        }
        if (known != null) {
            known.supersede();
        }
        if (callCount == MAX_CALLS) {
            throw new BrokenAnswerException("The upstream sent more than " + MAX_CALLS + " tool calls in one answer.");
        }
        PartTrack call = PartTrack.call("call_" + callCount);
        callCount++;
        calls.put(index, call);
        return enqueue(call);
    }

    private PartTrack enqueue(PartTrack track) {
        waiting.add(track);
        return track;
    }

    private void append(PartTrack track, String fragment) throws BrokenAnswerException {
        track.follow(fragment);
        if (open.filter(track::equals).isPresent()) {
            tell(track, fragment);
            return;
        }
        waitingChars += fragment.length();
        if (waitingChars > MAX_WAITING) {
            throw new BrokenAnswerException("The upstream interleaves its tool calls, and more than " + MAX_WAITING
                    + " characters wait for an unfinished one.");
        }
        track.queue(fragment);
    }

    /** Opens what waits, as far as the open part may be closed. */
    private void advance() {
        while (!waiting.isEmpty()
                && waiting.element().ready()
                && open.map(PartTrack::mayClose).orElse(true)) {
            close();
            start(waiting.remove());
        }
    }

    private void start(PartTrack track) {
        open = Optional.of(track);
        PartHead head = track.head();
        callTold |= head instanceof PartHead.ToolCall;
        out.accept(new StreamEvent.PartStarted(head));
        String text = track.takeWaiting();
        waitingChars -= text.length();
        tell(track, text);
    }

    private void tell(PartTrack track, String fragment) {
        if (!fragment.isEmpty()) {
            out.accept(track.delta(fragment));
        }
    }

    private void close() {
        open.ifPresent(track -> {
            closed.add(track);
            out.accept(new StreamEvent.PartFinished());
        });
        open = Optional.empty();
    }
}
