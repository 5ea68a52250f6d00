package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An answer that is kept, with all that was said before it, so that a later request can go on from it or ask for it.
 *
 * @param input all items of the request, those of earlier answers included
 * @param response the whole {@code response} object
 */
public record StoredResponse(List<JsonValue> input, JsonValue.Obj response) {
    public StoredResponse {
        input = List.copyOf(input);
    }

    /** What to keep of a request, which names no earlier response any more, and of its answer. */
    public static StoredResponse of(byte[] wholeRequest, JsonValue.Obj response) {
        try {
            return new StoredResponse(InputItems.of(Json.parseObject(wholeRequest)), response);
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException("a request that was answered can be read", e);
        }
    }

    public String id() {
        return response.string("id", "");
    }

    /** The whole conversation as input items, to be followed by what is new. */
    public List<JsonValue> conversation() {
        return InputItems.joined(input, InputItems.again(response.list("output")));
    }

    /** The ids of the answer's items. */
    public List<String> itemIds() {
        return response.list("output").stream()
                .flatMap(item -> item instanceof JsonValue.Obj object ? object.string("id").stream() : Stream.empty())
                .toList();
    }

    /** The answer's item of this id, as it is sent again. */
    public Optional<JsonValue.Obj> item(String itemId) {
        for (JsonValue item : response.list("output")) {
            if (item instanceof JsonValue.Obj object && object.string("id", "").equals(itemId)) {
                return Optional.of(InputItems.withoutId(object));
            }
        }
        return Optional.empty();
    }

    /** The answer to {@code GET /v1/responses/{id}}. */
    public byte[] body() {
        return Json.bytes(response);
    }

    /** The answer to {@code GET /v1/responses/{id}/input_items}: all of them, the latest first as OpenAI lists them. */
    public byte[] inputItems() {
        List<JsonValue> items = new ArrayList<>();
        for (int i = 0; i < input.size(); i++) {
            if (input.get(i) instanceof JsonValue.Obj item) {
                String type = item.string("type", "message");
                JsonValue id = item.has("id") ? item.get("id") : JsonValue.of(type + "_" + i + "_of_" + id());
                items.addFirst(item.with("type", JsonValue.of(type)).with("id", id));
            }
        }
        return Json.object()
                .put("object", "list")
                .put("data", items)
                .put("first_id", items.isEmpty() ? JsonValue.Null.NULL : ((JsonValue.Obj) items.getFirst()).get("id"))
                .put("last_id", items.isEmpty() ? JsonValue.Null.NULL : ((JsonValue.Obj) items.getLast()).get("id"))
                .put("has_more", false)
                .bytes();
    }

    /** The answer to {@code DELETE /v1/responses/{id}}. */
    public byte[] deleted() {
        return Json.object()
                .put("id", id())
                .put("object", "response")
                .put("deleted", true)
                .bytes();
    }
}
