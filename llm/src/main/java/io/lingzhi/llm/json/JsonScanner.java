package io.lingzhi.llm.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds where the members of one JSON object stand in its bytes, without building a tree. */
public final class JsonScanner {
    private JsonScanner() {}

    /** What a value is, told by its first token. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    /** One member; its value fills the bytes from {@code start} to before {@code end}. */
    public record Member(String name, Kind kind, int start, int end) {}

    /**
     * One object, from its opening brace at {@code start} to before {@code end}.
     *
     * @param members its own members in order, repeated ones included
     */
    public record Span(int start, int end, List<Member> members) {
        public Span {
            members = List.copyOf(members);
        }

        /** The member of this name that counts, which is the last. */
        public Optional<Member> last(String name) {
            for (int i = members.size() - 1; i >= 0; i--) {
                if (members.get(i).name().equals(name)) {
                    return Optional.of(members.get(i));
                }
            }
            return Optional.empty();
        }
    }

    /** Reads the one object that fills the bytes (UTF-8, with or without byte order mark). */
    public static Span scan(byte[] utf8) throws JsonSyntaxException {
        return scan(utf8, Json.bomLength(utf8), utf8.length);
    }

    /** Reads the object that is the value of {@code member} in the same bytes. */
    public static Span scan(byte[] utf8, Member member) throws JsonSyntaxException {
        return scan(utf8, member.start(), member.end());
    }

    private static Span scan(byte[] utf8, int from, int end) throws JsonSyntaxException {
        JsonReader reader = new JsonReader(utf8, from, end);
        if (reader.coming() != '{') {
            throw new JsonSyntaxException("a JSON object is expected");
        }
        int start = reader.at();
        List<Member> members = new ArrayList<>();
        for (boolean more = reader.begins('}'); more; more = reader.goesOn('}')) {
            members.add(member(reader.name(), reader));
        }
        Span span = new Span(start, reader.at(), members);
        reader.requireEnd("object");
        return span;
    }

    /**
     * The items of the array that is the value of {@code member} in the same bytes, without names; none of any other
     * kind of value.
     */
    public static List<Member> items(byte[] utf8, Member member) throws JsonSyntaxException {
        return items(utf8, member, Integer.MAX_VALUE);
    }

    /** The same, at most so many of them. */
    public static List<Member> items(byte[] utf8, Member member, int most) throws JsonSyntaxException {
        List<Member> items = new ArrayList<>();
        JsonReader reader = new JsonReader(utf8, member.start(), member.end());
        if (reader.coming() == '[') {
            for (boolean more = reader.begins(']'); more && items.size() < most; more = reader.goesOn(']')) {
                items.add(member("", reader));
            }
        }
        return items;
    }

    /** Reads the value of a member. */
    public static JsonValue value(byte[] utf8, Member member) throws JsonSyntaxException {
        return Json.parse(utf8, member.start(), member.end());
    }

    private static Member member(String name, JsonReader reader) throws JsonSyntaxException {
        Kind kind = kind(reader.coming());
        int start = reader.at();
        reader.skip();
        return new Member(name, kind, start, reader.at());
    }

    /** By its first byte; what no value begins with is refused when it is read. */
    private static Kind kind(byte first) {
        return switch (first) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't' -> Kind.TRUE;
            case 'f' -> Kind.FALSE;
            case 'n' -> Kind.NULL;
            default -> Kind.NUMBER;
        };
    }
}
