package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells the parts of one answer in events. Texts of one kind that follow each other are one part. A signature is a
 * thought of its own before the call or text that carries it, and the end of the thought that carries it or that it
 * follows alone.
 *
 * <p>Used by one thread at a time.
 */
final class GeminiAnswerParts {
    private static final String SIGNATURE = "thoughtSignature";
    private static final PartHead TEXT = new PartHead.Text();
    private static final PartHead THINKING = new PartHead.Thinking();

    private final Consumer<StreamEvent> out;
    private final CallIds ids = new CallIds();
    private final Set<String> cited = new HashSet<>();
    private Optional<PartHead> open = Optional.empty();
    private String answerId = "";

    GeminiAnswerParts(Consumer<StreamEvent> out) {
        this.out = out;
    }

    /** The answer's id, from which calls without an id get theirs. */
    void answerId(String id) {
        answerId = id;
    }

    boolean callTold() {
        return ids.anyMade();
    }

    /** Tells what this piece of a candidate holds; gives why it cannot be told, if so. */
    Optional<Failure> read(JsonValue.Obj candidate) {
        List<Citation> citations = GeminiCitations.in(candidate);
        boolean textOpen = open.equals(Optional.of(TEXT));
        if (textOpen) {
            cite(citations);
        }
        for (JsonValue item : candidate.object("content").list("parts")) {
            Optional<Failure> broken =
                    item instanceof JsonValue.Obj part ? part(CamelNames.of(part)) : Optional.empty();
            if (broken.isPresent()) {
                return broken;
            }
        }
        if (!textOpen) {
            cite(citations);
        }
        return Optional.empty();
    }

    /** Ends the open part, if there is one. */
    void close() {
        open.ifPresent(ignored -> out.accept(new StreamEvent.PartFinished()));
        open = Optional.empty();
    }

    private Optional<Failure> part(JsonValue.Obj part) {
        String signature = part.string(SIGNATURE, "");
        if (part.get("functionCall") instanceof JsonValue.Obj call) {
            return call(CamelNames.of(call), signature);
        }
        if (part.get("text") instanceof JsonValue.Str(String text)) {
            text(text, part.bool("thought").orElse(false), signature);
        } else if (Set.of(SIGNATURE, "thought").containsAll(part.members().keySet())) {
            text("", part.bool("thought").orElse(false), signature);
        } else {
            whole(new PartHead.Opaque(Protocol.GEMINI, part));
        }
        return Optional.empty();
    }

    private void text(String text, boolean thought, String signature) {
        boolean ofOpenThought = text.isEmpty() && open.equals(Optional.of(THINKING));
        if (thought || ofOpenThought) {
            think(text, signature);
            return;
        }
        sign(signature);
        if (!text.isEmpty()) {
            continueWith(TEXT);
            out.accept(new StreamEvent.TextDelta(text));
        }
    }

    private void think(String text, String signature) {
        if (!text.isEmpty()) {
            continueWith(THINKING);
            out.accept(new StreamEvent.ThinkingDelta(text));
        }
        if (!signature.isEmpty()) {
            continueWith(THINKING);
            out.accept(new StreamEvent.ThinkingSigned(new Signature(Protocol.GEMINI, signature)));
            close();
        }
    }

    /** A thought without text, for the signature of what follows. */
    private void sign(String signature) {
        if (!signature.isEmpty()) {
            close();
            think("", signature);
        }
    }

    private Optional<Failure> call(JsonValue.Obj call, String signature) {
        String name = call.string("name", "");
        if (name.isEmpty()) {
            return Optional.of(new Failure.UpstreamFault("The upstream sent a tool call without a name."));
        }
        sign(signature);
        String arguments = Json.text(call.object("args"));
        String id = ids.next(call.string("id", ""), answerId, name, arguments);
        close();
        out.accept(new StreamEvent.PartStarted(new PartHead.ToolCall(id, name)));
        out.accept(new StreamEvent.ArgumentsDelta(arguments));
        out.accept(new StreamEvent.PartFinished());
        return Optional.empty();
    }

    private void whole(PartHead head) {
        close();
        out.accept(new StreamEvent.PartStarted(head));
        out.accept(new StreamEvent.PartFinished());
    }

    private void cite(List<Citation> citations) {
        for (Citation citation : citations) {
            if (cited.add(citation.url())) {
                continueWith(TEXT);
                out.accept(new StreamEvent.Cited(citation));
            }
        }
    }

    private void continueWith(PartHead head) {
        if (!open.equals(Optional.of(head))) {
            close();
            open = Optional.of(head);
            out.accept(new StreamEvent.PartStarted(head));
        }
    }
}
