package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A message: texts and refusals, one after the other. Empty ones are not told. */
final class MessageTrack implements ItemTrack {
    private final Consumer<StreamEvent> out;
    private long index;
    private PartHead head = new PartHead.Text();
    private boolean open;
    private ToldText told = new ToldText();
    private int cited;

    MessageTrack(Consumer<StreamEvent> out) {
        this.out = out;
    }

    @Override
    public void accept(String type, JsonValue.Obj event) {
        long part = event.integer("content_index").orElse(index);
        switch (type) {
            case "response.content_part.added" -> select(part, headOf(event.object("part")));
            case "response.output_text.delta" -> {
                select(part, new PartHead.Text());
                tell(event.string("delta", ""));
            }
            case "response.refusal.delta" -> {
                select(part, new PartHead.Refusal());
                tell(event.string("delta", ""));
            }
            case "response.output_text.annotation.added" -> cite(event.get("annotation"));
            case "response.output_text.done" -> whole(part, new PartHead.Text(), event.string("text", ""));
            case "response.refusal.done" -> whole(part, new PartHead.Refusal(), event.string("refusal", ""));
            default -> {}
        }
    }

    @Override
    public void finish(JsonValue.Obj item) {
        List<JsonValue> content = item.list("content");
        for (int i = 0; i < content.size(); i++) {
            if (content.get(i) instanceof JsonValue.Obj part && i >= index) {
                PartHead kind = headOf(part);
                whole(i, kind, part.string(kind instanceof PartHead.Refusal ? "refusal" : "text", ""));
                hydrate(part.list("annotations"));
            }
        }
        close();
    }

    private static PartHead headOf(JsonValue.Obj part) {
        return part.string("type", "").equals("refusal") ? new PartHead.Refusal() : new PartHead.Text();
    }

    private void select(long part, PartHead kind) {
        if (part != index || !kind.equals(head)) {
            close();
            index = part;
            head = kind;
        }
    }

    private void whole(long part, PartHead kind, String text) {
        select(part, kind);
        tell(told.missing(text));
    }

    private void tell(String text) {
        if (text.isEmpty()) {
            return;
        }
        start();
        told.append(text);
        out.accept(new StreamEvent.TextDelta(text));
    }

    private void start() {
        if (!open) {
            open = true;
            out.accept(new StreamEvent.PartStarted(head));
        }
    }

    /** The annotations that no event told before. */
    private void hydrate(List<JsonValue> annotations) {
        annotations.stream().skip(cited).toList().forEach(this::cite);
    }

    /** Tells a source; annotations of other kinds, such as files, are counted alone. */
    private void cite(JsonValue annotation) {
        cited++;
        if (annotation instanceof JsonValue.Obj source
                && head instanceof PartHead.Text
                && source.string("url").isPresent()) {
            start();
            Citation citation = new Citation(source.string("url", ""), source.string("title"), Optional.empty());
            out.accept(new StreamEvent.Cited(citation));
        }
    }

    private void close() {
        if (open) {
            out.accept(new StreamEvent.PartFinished());
        }
        open = false;
        told = new ToldText();
        cited = 0;
    }
}
