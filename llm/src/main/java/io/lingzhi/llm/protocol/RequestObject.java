package io.lingzhi.llm.protocol;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object of a client's request with its place in it, such as {@code messages[2].content[0]}, so that a refusal can
 * name what is wrong. A member that is {@code null} counts as absent.
 *
 * @param place empty for the request itself
 */
public record RequestObject(String place, JsonValue.Obj json) {

    /** The object that {@code value} must be. */
    public static RequestObject of(String place, JsonValue value) throws RejectedException {
        if (value instanceof JsonValue.Obj object) {
            return new RequestObject(place, object);
        }
        throw rejected(place, "an object is expected");
    }

    /** Where the member {@code name} stands. */
    public String at(String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    public boolean has(String name) {
        return json.get(name) != JsonValue.Null.NULL;
    }

    public Optional<String> text(String name) throws RejectedException {
        return has(name) ? Optional.of(requiredText(name)) : Optional.empty();
    }

    public String requiredText(String name) throws RejectedException {
        if (json.get(name) instanceof JsonValue.Str(String text)) {
            return text;
        }
        throw expected(name, "a string");
    }

    public Optional<Boolean> bool(String name) throws RejectedException {
        Optional<Boolean> value = json.bool(name);
        return value.isPresent() || !has(name) ? value : refuse(name, "true or false");
    }

    public Optional<Double> decimal(String name) throws RejectedException {
        Optional<Double> value = json.decimal(name);
        return value.isPresent() || !has(name) ? value : refuse(name, "a number");
    }

    public Optional<Long> integer(String name) throws RejectedException {
        Optional<Long> value = json.integer(name);
        return value.isPresent() || !has(name) ? value : refuse(name, "a whole number");
    }

    /** The member that must be an object, if it is there. */
    public Optional<RequestObject> object(String name) throws RejectedException {
        return has(name) ? Optional.of(requiredObject(name)) : Optional.empty();
    }

    public RequestObject requiredObject(String name) throws RejectedException {
        if (json.get(name) instanceof JsonValue.Obj object) {
            return new RequestObject(at(name), object);
        }
        throw expected(name, "an object");
    }

    /** The items of a list of objects; none when it is absent. */
    public List<RequestObject> objects(String name) throws RejectedException {
        List<RequestObject> objects = new ArrayList<>();
        List<JsonValue> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            objects.add(of(at(name) + "[" + i + "]", items.get(i)));
        }
        return objects;
    }

    /** The items of a list; none when it is absent. */
    public List<JsonValue> items(String name) throws RejectedException {
        if (json.get(name) instanceof JsonValue.Arr(List<JsonValue> items)) {
            return items;
        }
        if (has(name)) {
            throw expected(name, "a list");
        }
        return List.of();
    }

    /** The refusal of the member {@code name}. */
    public RejectedException expected(String name, String wanted) {
        return rejected(at(name), has(name) ? wanted + " is expected" : wanted + " is expected, and it is missing");
    }

    /** The refusal of what stands at {@code place}. */
    public static RejectedException rejected(String place, String problem) {
        String message = place.isEmpty() ? "Invalid request: " + problem : "Invalid '" + place + "': " + problem;
        return new RejectedException(new Failure.InvalidRequest(
                message + ".", place.isEmpty() ? Optional.empty() : Optional.of(place), Optional.empty()));
    }

    /** The refusal of a body that is no JSON. */
    public static RejectedException malformed(JsonSyntaxException e) {
        return rejected("", "the body cannot be read: " + e.getMessage());
    }

    private <T> Optional<T> refuse(String name, String wanted) throws RejectedException {
        throw expected(name, wanted);
    }
}
