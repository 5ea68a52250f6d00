package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import io.lingzhi.llm.protocol.WordSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Input items that only name an item of an earlier answer, {@code {"type":"item_reference","id":"msg_1"}}
 * (https://platform.openai.com/docs/api-reference/responses/create, read 2026-11-25). Some clients send what was
 * answered to them in no other way.
 */
public final class ItemReferences {
    private static final String TYPE = "item_reference";
    private static final WordSearch NAMED = new WordSearch(TYPE);

    private ItemReferences() {}

    /** Whether the body may hold one. */
    public static boolean mayBeIn(byte[] body) {
        return NAMED.isIn(body);
    }

    /** The body with the items in the place of the references to them; one that is not known stays. */
    public static byte[] resolved(byte[] body, Function<String, Optional<JsonValue.Obj>> items)
            throws RejectedException {
        try {
            JsonValue.Obj request = Json.parseObject(body);
            List<JsonValue> input = new ArrayList<>();
            boolean changed = false;
            for (JsonValue item : request.list("input")) {
                Optional<JsonValue.Obj> found = id(item).flatMap(items);
                changed |= found.isPresent();
                input.add(found.isPresent() ? found.get() : item);
            }
            return changed ? Json.bytes(request.with("input", new JsonValue.Arr(input))) : body;
        } catch (JsonSyntaxException e) {
            throw RequestObject.malformed(e);
        }
    }

    /** The first item that is named and not told. */
    static Optional<String> firstIn(JsonValue.Obj request) {
        return request.list("input").stream()
                .map(ItemReferences::id)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The refusal of a request that names an item which is not known, or not any more. */
    static Failure unknown(String id) {
        return Failure.InvalidRequest.of(
                "Item with id '" + id
                        + "' not found: it was never kept (store: false), is too old, or belongs to another"
                        + " key. Send the item itself instead.",
                "input");
    }

    private static Optional<String> id(JsonValue item) {
        return item instanceof JsonValue.Obj object && object.string("type", "").equals(TYPE)
                ? object.string("id")
                : Optional.empty();
    }
}
