package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts output items that a stream may interleave in a row. The first item that is not done is told at once; what the
 * others say waits, and what waits is bounded.
 *
 * <p>Used by one thread at a time.
 */
final class ItemSequence {
    /** Most text that waits, in characters. */
    static final int MAX_WAITING = 1 << 20;

    /** Most items in one answer. */
    static final int MAX_ITEMS = 1024;

    private final Consumer<StreamEvent> out;
    private final Map<Long, ItemSlot> byIndex = new HashMap<>();
    private final Map<String, ItemSlot> byId = new HashMap<>();
    private final Deque<ItemSlot> unfinished = new ArrayDeque<>();
    private Optional<ItemSlot> latest = Optional.empty();
    private int opened;
    private boolean partOpen;
    private boolean callTold;

    ItemSequence(Consumer<StreamEvent> out) {
        this.out = out;
    }

    /** Whether any call was told. */
    boolean callTold() {
        return callTold;
    }

    /** Whether a part was told and its end was not. */
    boolean partOpen() {
        return partOpen;
    }

    /** An item begins. One that is known and still open is the same, unless its id is another. */
    void begin(JsonValue.Obj event) throws BrokenAnswerException {
        JsonValue.Obj item = event.object("item");
        String id = item.string("id", "");
        Optional<ItemSlot> known = find(event, id);
        if (known.isEmpty() || known.get().done() || known.get().isOtherThan(id)) {
            add(event, id, item);
        }
    }

    /** An event of an item's own, such as a delta: of the item that it names, or else of the latest. */
    void accept(String type, JsonValue.Obj event) throws BrokenAnswerException {
        String itemType = itemType(type);
        if (itemType.isEmpty()) {
            return;
        }
        Optional<ItemSlot> slot =
                find(event, event.string("item_id", "")).or(() -> latest.filter(open -> open.isOpen(itemType)));
        if (slot.isPresent()) {
            slot.get().tell(type, event);
        } else {
            JsonValue.Obj unsaid = JsonValue.Obj.EMPTY.with("type", JsonValue.of(itemType));
            add(event, event.string("item_id", ""), unsaid).tell(type, event);
        }
        requireWithinLimit();
    }

    /** An item is done; the event holds its final form. */
    void done(JsonValue.Obj event) throws BrokenAnswerException {
        JsonValue.Obj item = event.object("item");
        String id = item.string("id", "");
        Optional<ItemSlot> known = find(event, id);
        boolean other = known.isEmpty() || (known.get().done() && known.get().isOtherThan(id));
        finish(other ? add(event, id, item) : known.get(), item);
    }

    /** The whole output at the end: what no event told before is told now, and nothing waits any longer. */
    void end(List<JsonValue> output) throws BrokenAnswerException {
        for (int i = 0; i < output.size(); i++) {
            if (output.get(i) instanceof JsonValue.Obj item) {
                JsonValue.Obj place = JsonValue.Obj.EMPTY.with("output_index", JsonValue.of((long) i));
                Optional<ItemSlot> known = find(place, item.string("id", ""));
                finish(known.isPresent() ? known.get() : add(place, item.string("id", ""), item), item);
            }
        }
        for (ItemSlot slot : List.copyOf(unfinished)) {
            finish(slot, JsonValue.Obj.EMPTY);
        }
    }

    private Optional<ItemSlot> find(JsonValue.Obj event, String id) {
        Optional<ItemSlot> named = Optional.ofNullable(byId.get(id));
        return named.isPresent()
                ? named
                : event.integer("output_index").flatMap(index -> Optional.ofNullable(byIndex.get(index)));
    }

    private void finish(ItemSlot slot, JsonValue.Obj item) throws BrokenAnswerException {
        slot.finish(item);
        requireWithinLimit();
        while (!unfinished.isEmpty() && unfinished.element().done()) {
            unfinished.remove();
            if (!unfinished.isEmpty()) {
                unfinished.element().release();
            }
        }
    }

    private ItemSlot add(JsonValue.Obj event, String id, JsonValue.Obj item) throws BrokenAnswerException {
        if (opened == MAX_ITEMS) {
            throw new BrokenAnswerException("The upstream sent more than " + MAX_ITEMS + " items in one answer.");
        }
        String callIdWithout = "call_" + opened;
        opened++;
        ItemSlot slot = new ItemSlot(
                this::tell,
                id,
                item.string("type", ""),
                unfinished.isEmpty(),
                told -> track(told, item, callIdWithout));
        unfinished.add(slot);
        event.integer("output_index").ifPresent(index -> byIndex.put(index, slot));
        if (!id.isEmpty()) {
            byId.put(id, slot);
        }
        latest = Optional.of(slot);
        return slot;
    }

    private static ItemTrack track(Consumer<StreamEvent> told, JsonValue.Obj item, String callIdWithout) {
        return switch (item.string("type", "")) {
            case "message" -> new MessageTrack(told);
            case "reasoning" -> new ReasoningTrack(told, item.string("encrypted_content", ""));
            case "function_call", "custom_tool_call" -> new CallTrack(told, item, callIdWithout);
            default -> new WholeTrack(told);
        };
    }

    /**
     * The type of item that events of this type belong to; empty for those that tell nothing more than its end does.
     */
    private static String itemType(String type) {
        int first = type.indexOf('.') + 1;
        int second = type.indexOf('.', first);
        return switch (first > 0 && second > 0 ? type.substring(first, second) : "") {
            case "output_text", "refusal", "content_part" -> "message";
            case "reasoning_summary_text", "reasoning_text" -> "reasoning";
            case "function_call_arguments" -> "function_call";
            case "custom_tool_call_input" -> "custom_tool_call";
            default -> "";
        };
    }

    private void tell(StreamEvent event) {
        if (event instanceof StreamEvent.PartStarted(PartHead head)) {
            partOpen = true;
            callTold |= head instanceof PartHead.ToolCall;
        } else if (event instanceof StreamEvent.PartFinished) {
            partOpen = false;
        }
        out.accept(event);
    }

    private void requireWithinLimit() throws BrokenAnswerException {
        int waiting = 0;
        for (ItemSlot slot : unfinished) {
            waiting += slot.waitingChars();
        }
        if (waiting > MAX_WAITING) {
            throw new BrokenAnswerException("The upstream interleaves its output items, and more than " + MAX_WAITING
                    + " characters wait for an unfinished one.");
        }
    }
}
