package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A reasoning item, told as one thought: the parts of its summary, or else of its raw text, joined by blank lines, and
 * at the end the encrypted content, which is final only there. An item without text and content is not told.
 */
final class ReasoningTrack implements ItemTrack {
    private final Consumer<StreamEvent> out;
    private final String earlyContent;
    private Optional<String> source = Optional.empty();
    private long index;
    private boolean open;
    private ToldText told = new ToldText();

    /** {@code earlyContent}: the encrypted content at the item's beginning, which counts if its end has none. */
    ReasoningTrack(Consumer<StreamEvent> out, String earlyContent) {
        this.out = out;
        this.earlyContent = earlyContent;
    }

    @Override
    public void accept(String type, JsonValue.Obj event) {
        switch (type) {
            case "response.reasoning_summary_text.delta" -> delta("summary", "summary_index", event, "delta");
            case "response.reasoning_summary_text.done" -> whole("summary", "summary_index", event);
            case "response.reasoning_text.delta" -> delta("content", "content_index", event, "delta");
            case "response.reasoning_text.done" -> whole("content", "content_index", event);
            default -> {}
        }
    }

    @Override
    public void finish(JsonValue.Obj item) {
        if (told.isEmpty() && !open) {
            String summary = InputDecoder.joined(item, "summary");
            tell(summary.isEmpty() ? InputDecoder.joined(item, "content") : summary);
        }
        String encrypted = item.string("encrypted_content", "");
        String content = encrypted.isEmpty() ? earlyContent : encrypted;
        if (!content.isEmpty()) {
            start();
            out.accept(new StreamEvent.ThinkingSigned(new Signature(Protocol.OPENAI_RESPONSES, content)));
        }
        if (open) {
            out.accept(new StreamEvent.PartFinished());
        }
        open = false;
    }

    private void delta(String from, String indexName, JsonValue.Obj event, String textName) {
        if (select(from, indexName, event)) {
            tell(event.string(textName, ""));
        }
    }

    private void whole(String from, String indexName, JsonValue.Obj event) {
        if (select(from, indexName, event)) {
            tell(told.missing(event.string("text", "")));
        }
    }

    /** Turns to the part of an event; false if the thought is told from the other source already. */
    private boolean select(String from, String indexName, JsonValue.Obj event) {
        if (source.filter(other -> !other.equals(from)).isPresent()) {
            return false;
        }
        source = Optional.of(from);
        long part = event.integer(indexName).orElse(index);
        if (part != index) {
            index = part;
            told = new ToldText();
        }
        return true;
    }

    private void tell(String text) {
        if (text.isEmpty()) {
            return;
        }
        boolean later = open && told.isEmpty();
        start();
        told.append(text);
        out.accept(new StreamEvent.ThinkingDelta(later ? "\n\n" + text : text));
    }

    private void start() {
        if (!open) {
            open = true;
            out.accept(new StreamEvent.PartStarted(new PartHead.Thinking()));
        }
    }
}
