package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the frames that a client sends over a WebSocket into whole requests. Such a client says only what is new in
 * each turn; what was said before belongs to the connection, and is given here as the last {@link Turn}.
 */
public final class TurnMerge {
    private static final String CREATE = "response.create";
    private static final String APPEND = "response.append";
    private static final String PREVIOUS = "previous_response_id";
    private static final Set<String> OF_FRAMES = Set.of("type", "generate", PREVIOUS);
    private static final Set<String> COMPACTIONS = Set.of("compaction", "compaction_summary");

    private TurnMerge() {}

    /**
     * The last turn of a connection.
     *
     * @param request as it was made here, with its whole input
     * @param output the items of its answer
     * @param responseId the id of its answer
     */
    public record Turn(JsonValue.Obj request, List<JsonValue> output, String responseId) {
        public Turn {
            output = List.copyOf(output);
        }

        private List<JsonValue> conversation() {
            return InputItems.joined(InputItems.of(request), InputItems.again(output));
        }
    }

    /** Whether a frame only announces what follows, and wants no answer generated. */
    public static boolean isPrewarm(JsonValue.Obj frame) {
        return !frame.bool("generate").orElse(true);
    }

    /** The id of an earlier response that a frame names. */
    public static Optional<String> previous(JsonValue.Obj frame) {
        return frame.string(PREVIOUS);
    }

    /** The request of a connection's first frame. One that goes on from an earlier response is refused. */
    public static JsonValue.Obj first(JsonValue.Obj frame) throws RejectedException {
        requireKnown(frame);
        if (frame.string("type", "").equals(APPEND)) {
            throw RequestObject.rejected("type", CREATE + " is expected before " + APPEND);
        }
        Optional<String> previous = previous(frame);
        if (previous.isPresent()) {
            throw new RejectedException(PreviousResponse.unknown(previous.get()));
        }
        Peek.model(frame.get("model"));
        return request(frame, InputItems.of(frame));
    }

    /** The request of a frame after {@code last}. */
    public static JsonValue.Obj next(JsonValue.Obj frame, Turn last) throws RejectedException {
        requireKnown(frame);
        if (frame.string("type", "").equals(APPEND) && !(frame.get("input") instanceof JsonValue.Arr)) {
            throw RequestObject.rejected("input", "a list of items is expected");
        }
        Optional<String> previous = previous(frame);
        if (previous.filter(id -> !id.equals(last.responseId())).isPresent()) {
            throw new RejectedException(PreviousResponse.unknown(previous.get()));
        }
        JsonValue.Obj inherited = inherit(inherit(frame, last.request(), "model"), last.request(), "instructions");
        return request(inherited, merged(frame, last, previous.isPresent()));
    }

    private static List<JsonValue> merged(JsonValue.Obj frame, Turn last, boolean goesOn) {
        List<JsonValue> added = InputItems.of(frame);
        List<JsonValue> before = last.conversation();
        if (added.stream().anyMatch(TurnMerge::isCompaction)) {
            return CallRepair.repaired(added, before);
        }
        if (goesOn) {
            return InputItems.joined(before, added);
        }
        boolean replaces = added.stream().anyMatch(TurnMerge::isAnswered) || beginsAgain(frame, added, before);
        return CallRepair.repaired(replaces ? added : InputItems.joined(before, added), before);
    }

    /** Whether an item stands for everything before it. */
    private static boolean isCompaction(JsonValue item) {
        return item instanceof JsonValue.Obj object && COMPACTIONS.contains(object.string("type", ""));
    }

    /** Whether an item was the model's: who sends it sends the whole transcript. */
    private static boolean isAnswered(JsonValue item) {
        return CallRepair.isCall(item)
                || (item instanceof JsonValue.Obj object
                        && object.string("role", "").equals("assistant"));
    }

    /** Whether a new request begins as the transcript did, as a client does that has summed it up. */
    private static boolean beginsAgain(JsonValue.Obj frame, List<JsonValue> added, List<JsonValue> before) {
        return frame.string("type", "").equals(CREATE)
                && added.size() > 1
                && !before.isEmpty()
                && withoutId(added.getFirst()).equals(withoutId(before.getFirst()));
    }

    private static JsonValue withoutId(JsonValue item) {
        return item instanceof JsonValue.Obj object ? InputItems.without(object, Set.of("id")) : item;
    }

    private static JsonValue.Obj request(JsonValue.Obj frame, List<JsonValue> input) {
        return InputItems.without(frame, OF_FRAMES)
                .with("stream", JsonValue.of(true))
                .with("input", new JsonValue.Arr(input));
    }

    private static JsonValue.Obj inherit(JsonValue.Obj frame, JsonValue.Obj last, String name) {
        boolean inherits = frame.get(name) == JsonValue.Null.NULL && last.has(name);
        return inherits ? frame.with(name, last.get(name)) : frame;
    }

    private static void requireKnown(JsonValue.Obj frame) throws RejectedException {
        String type = frame.string("type", "");
        if (!type.equals(CREATE) && !type.equals(APPEND)) {
            throw new RejectedException(
                    Failure.InvalidRequest.of("unsupported websocket request type: " + shown(type), "type"));
        }
        JsonValue input = frame.get("input");
        if (!(input instanceof JsonValue.Arr || input instanceof JsonValue.Str || input == JsonValue.Null.NULL)) {
            throw RequestObject.rejected("input", "a string or a list of items is expected");
        }
    }

    private static String shown(String type) {
        return type.length() <= 64 ? type : type.substring(0, 64);
    }
}
