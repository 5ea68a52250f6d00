package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Signature;
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
import java.util.regex.Pattern;

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

    private static final int MAX_ID = 48;
    private static final Pattern UNUSABLE = Pattern.compile("[^a-zA-Z0-9_-]");

    private final Consumer<StreamEvent> out;
    private final Deque<PartTrack> waiting = new ArrayDeque<>();
    private final Map<Long, PartTrack> calls = new HashMap<>();
    private final Set<PartTrack> closed = new HashSet<>();
    private Optional<PartTrack> open = Optional.empty();
    private String madeIds = "call_";
    private int waitingChars;
    private int callCount;
    private boolean callTold;

    PartSequence(Consumer<StreamEvent> out) {
        this.out = out;
    }

    /** Learns the id of the answer, which makes ids for calls that have none unique in a conversation. */
    void belongTo(String answerId) {
        String usable = UNUSABLE.matcher(answerId).replaceAll("_");
        madeIds = usable.isEmpty() || usable.length() > MAX_ID ? "call_" : "call_" + usable + "_";
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

    /** Takes a source of the last text, or of an empty one if another part has begun. */
    void cite(Citation citation) throws BrokenAnswerException {
        PartTrack last = waiting.isEmpty() ? open.orElse(null) : waiting.getLast();
        PartHead text = new PartHead.Text();
        PartTrack cited = last != null && last.isProse(text) ? last : enqueue(PartTrack.prose(text));
        if (isOpen(cited)) {
            out.accept(new StreamEvent.Cited(citation));
            return;
        }
        cited.queue(citation);
        holdBack(citation.url().length());
        advance();
    }

    /** Takes a fragment of a call. */
    void call(CallPiece piece) throws BrokenAnswerException {
        if (piece.isEmpty()) {
            return;
        }
        PartTrack call = track(piece);
        call.identify(piece);
        if (!closed.contains(call)) {
            append(call, piece.text());
        } else if (!piece.text().isBlank()) {
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

    private PartTrack track(CallPiece piece) throws BrokenAnswerException {
        PartTrack known = calls.get(piece.index());
        if (known != null && !known.isOtherThan(piece)) {
            return known;
        }
        if (known != null) {
            known.supersede();
        }
        if (callCount == MAX_CALLS) {
            throw new BrokenAnswerException("The upstream sent more than " + MAX_CALLS + " tool calls in one answer.");
        }
        PartTrack call = PartTrack.call(madeIds + callCount, piece.free());
        callCount++;
        calls.put(piece.index(), call);
        return enqueue(call);
    }

    private PartTrack enqueue(PartTrack track) {
        waiting.add(track);
        return track;
    }

    private void append(PartTrack track, String fragment) throws BrokenAnswerException {
        track.follow(fragment);
        if (isOpen(track)) {
            tell(track, fragment);
            return;
        }
        holdBack(fragment.length());
        track.queue(fragment);
    }

    private boolean isOpen(PartTrack track) {
        return open.isPresent() && open.get() == track;
    }

    private void holdBack(int chars) throws BrokenAnswerException {
        waitingChars += chars;
        if (waitingChars > MAX_WAITING) {
            throw new BrokenAnswerException("The upstream interleaves its tool calls, and more than " + MAX_WAITING
                    + " characters wait for an unfinished one.");
        }
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
        track.signature().ifPresent(this::sign);
        out.accept(new StreamEvent.PartStarted(head));
        String text = track.takeWaiting();
        waitingChars -= text.length();
        tell(track, text);
        for (Citation citation : track.takeCitations()) {
            waitingChars -= citation.url().length();
            out.accept(new StreamEvent.Cited(citation));
        }
    }

    /** Tells the signature of the call that follows, as a thought without text. */
    private void sign(Signature signature) {
        out.accept(new StreamEvent.PartStarted(new PartHead.Thinking()));
        out.accept(new StreamEvent.ThinkingSigned(signature));
        out.accept(new StreamEvent.PartFinished());
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
