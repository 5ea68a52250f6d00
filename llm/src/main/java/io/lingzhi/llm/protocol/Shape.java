package io.lingzhi.llm.protocol;

import io.lingzhi.llm.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which members of an object a decoder reads or carries, so that those which it does neither with can be named. The
 * shape of a list is that of its items.
 *
 * @param members the members that are read, by their names
 * @param kinds where the member {@code type} decides: the shape for each type; objects of others are carried whole
 * @param open whether members that are not listed are carried
 */
public record Shape(Map<String, Shape> members, Map<String, Shape> kinds, boolean open) {
    /** All members are read or carried; {@link #with} tells of which the inside is looked at. */
    public static final Shape ANY = new Shape(Map.of(), Map.of(), true);

    /** Most places that are told of one request. */
    static final int MAX_PLACES = 100;

    private static final Pattern NUMBER = Pattern.compile("\\[\\d+]");

    public Shape {
        members = Map.copyOf(members);
        kinds = Map.copyOf(kinds);
    }

    /** An object with these members, each with anything inside. */
    public static Shape of(String... names) {
        Map<String, Shape> members = new LinkedHashMap<>();
        for (String name : names) {
            members.put(name, ANY);
        }
        return new Shape(members, Map.of(), false);
    }

    /** An object whose {@code type} decides. */
    public static Shape byType(Map<String, Shape> kinds) {
        return new Shape(Map.of(), kinds, true);
    }

    /** The same with a member of this shape. */
    public Shape with(String name, Shape inner) {
        Map<String, Shape> more = new LinkedHashMap<>(members);
        more.put(name, inner);
        return new Shape(more, kinds, open);
    }

    /**
     * The places of members of a request that are neither read nor carried, in order. Of places that differ in the
     * numbers of items alone only the first is told, and at most {@value #MAX_PLACES} are.
     */
    public List<String> unread(JsonValue.Obj request) {
        Map<String, String> places = new LinkedHashMap<>();
        object("", request, places);
        return List.copyOf(places.values());
    }

    private void collect(String place, JsonValue value, Map<String, String> places) {
        if (value instanceof JsonValue.Obj object) {
            kinds.getOrDefault(object.string("type", ""), kinds.isEmpty() ? this : ANY)
                    .object(place, object, places);
        } else if (value instanceof JsonValue.Arr(List<JsonValue> items)) {
            for (int i = 0; i < items.size(); i++) {
                collect(place + "[" + i + "]", items.get(i), places);
            }
        }
    }

    private void object(String place, JsonValue.Obj object, Map<String, String> places) {
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String name = member.getKey();
            Shape inner = members.get(name);
            String inside = place.isEmpty() ? name : place + "." + name;
            if (inner != null) {
                inner.collect(inside, member.getValue(), places);
            } else if (!open && member.getValue() != JsonValue.Null.NULL) {
                note(inside, places);
            }
        }
    }

    private static void note(String place, Map<String, String> places) {
        if (places.size() < MAX_PLACES) {
            places.putIfAbsent(NUMBER.matcher(place).replaceAll("[]"), place);
        }
    }

    /** One shape for several types. */
    public static Map<String, Shape> kinds(Set<String> types, Shape shape) {
        Map<String, Shape> kinds = new LinkedHashMap<>();
        types.forEach(type -> kinds.put(type, shape));
        return kinds;
    }
}
