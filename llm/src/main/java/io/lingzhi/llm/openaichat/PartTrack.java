package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One part of an answer on its way: its head as far as it is known, and the text that waits for its turn. */
final class PartTrack {
    private final Optional<PartHead> fixedHead;
    private final ObjectProgress arguments = new ObjectProgress();
    private final StringBuilder waiting = new StringBuilder();
    private final List<Citation> citations = new ArrayList<>();
    private final String idWithout;
    private final boolean free;
    private String id = "";
    private String name = "";
    private Optional<Signature> signature = Optional.empty();
    private boolean superseded;

    private PartTrack(Optional<PartHead> fixedHead, String idWithout, boolean free) {
        this.fixedHead = fixedHead;
        this.idWithout = idWithout;
        this.free = free;
    }

    /** A text, thinking or refusal. */
    static PartTrack prose(PartHead head) {
        return new PartTrack(Optional.of(head), "", false);
    }

    /** A call; {@code idWithout} is its id if the upstream gives none, {@code free} whether its input is free text. */
    static PartTrack call(String idWithout, boolean free) {
        return new PartTrack(Optional.empty(), idWithout, free);
    }

    /** Learns id, name and signature of a call; what is known already stays. */
    void identify(CallPiece piece) {
        id = id.isEmpty() ? piece.id() : id;
        name = name.isEmpty() ? piece.name() : name;
        signature = signature.or(piece::signature);
    }

    /** What a call must be sent back with. */
    Optional<Signature> signature() {
        return signature;
    }

    /** Whether this piece begins another call than this one, at the same index. */
    boolean isOtherThan(CallPiece piece) {
        if (piece.name().isEmpty() || name.isEmpty()) {
            return false;
        }
        boolean otherId = !piece.id().isEmpty() && !id.isEmpty() && !piece.id().equals(id);
        boolean anotherWhole =
                piece.id().isEmpty() && arguments.complete() && !piece.text().isBlank();
        return otherId || anotherWhole;
    }

    /** Notes that no fragment can come any more. */
    void supersede() {
        superseded = true;
    }

    boolean isProse(PartHead head) {
        return fixedHead.filter(head::equals).isPresent();
    }

    boolean ready() {
        return fixedHead.isPresent() || !name.isEmpty();
    }

    /** Whether another part may begin: always after prose, after a call when its arguments are known to be whole. */
    boolean mayClose() {
        return fixedHead.isPresent() || superseded || arguments.complete();
    }

    PartHead head() {
        return fixedHead.orElseGet(() -> new PartHead.ToolCall(id.isEmpty() ? idWithout : id, name));
    }

    /** Takes notice of a fragment, wherever it goes then. */
    void follow(String fragment) {
        if (!free && fixedHead.isEmpty()) {
            arguments.accept(fragment);
        }
    }

    void queue(String fragment) {
        waiting.append(fragment);
    }

    void queue(Citation citation) {
        citations.add(citation);
    }

    List<Citation> takeCitations() {
        List<Citation> taken = List.copyOf(citations);
        citations.clear();
        return taken;
    }

    String takeWaiting() {
        String text = waiting.toString();
        waiting.setLength(0);
        return text;
    }

    boolean hasWaiting() {
        return !waiting.toString().isBlank();
    }

    StreamEvent delta(String fragment) {
        return switch (head()) {
            case PartHead.Text() -> new StreamEvent.TextDelta(fragment);
            case PartHead.Refusal() -> new StreamEvent.TextDelta(fragment);
            case PartHead.Thinking() -> new StreamEvent.ThinkingDelta(fragment);
            case PartHead.Opaque ignored -> throw new IllegalStateException("an opaque part has no deltas");
            case PartHead.ToolCall ignored -> new StreamEvent.ArgumentsDelta(fragment);
        };
    }
}
