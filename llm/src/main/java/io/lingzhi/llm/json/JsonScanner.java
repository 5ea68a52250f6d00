package io.lingzhi.llm.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
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
            return members.reversed().stream()
                    .filter(member -> member.name().equals(name))
                    .findFirst();
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

    /**
     * The items of the array that is the value of {@code member} in the same bytes, without names; none of any other
     * kind of value.
     */
    public static List<Member> items(byte[] utf8, Member member) throws JsonSyntaxException {
        return items(utf8, member, Integer.MAX_VALUE);
    }

    /** The same, at most so many of them. */
    public static List<Member> items(byte[] utf8, Member member, int most) throws JsonSyntaxException {
        try (JsonParser parser = Json.FACTORY.createParser(utf8, member.start(), member.end() - member.start())) {
            List<Member> items = new ArrayList<>();
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return items;
            }
            while (items.size() < most && parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(member(parser, "", utf8, member.start(), member.end()));
            }
            return items;
        } catch (JsonProcessingException e) {
            throw new JsonSyntaxException("not valid JSON " + Json.place(e.getLocation()));
        } catch (IOException e) {
            throw new JsonSyntaxException("not valid UTF-8");
        }
    }

    /** Reads the value of a member. */
    public static JsonValue value(byte[] utf8, Member member) throws JsonSyntaxException {
        return Json.parse(java.util.Arrays.copyOfRange(utf8, member.start(), member.end()));
    }

    private static Span scan(byte[] utf8, int from, int to) throws JsonSyntaxException {
        try (JsonParser parser = Json.FACTORY.createParser(utf8, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonSyntaxException("a JSON object is expected");
            }
            int start = from + tokenStart(parser);
            List<Member> members = members(parser, utf8, from, to);
            int end = from + position(parser);
            if (parser.nextToken() != null) {
                throw new JsonSyntaxException(
                        "something follows the JSON object " + Json.place(parser.currentLocation()));
            }
            return new Span(start, end, members);
        } catch (JsonProcessingException e) {
            throw new JsonSyntaxException("not valid JSON " + Json.place(e.getLocation()));
        } catch (IOException e) {
            throw new JsonSyntaxException("not valid UTF-8");
        }
    }

    private static List<Member> members(JsonParser parser, byte[] utf8, int from, int to) throws IOException {
        List<Member> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.add(member(parser, name, utf8, from, to));
        }
        return members;
    }

    private static Member member(JsonParser parser, String name, byte[] utf8, int from, int to) throws IOException {
        Kind kind = kind(parser.currentToken());
        int start = from + tokenStart(parser);
        int closed = kind == Kind.STRING ? behindString(utf8, start, to) : to;
        if (closed < to) {
            return new Member(name, kind, start, closed);
        }
        parser.skipChildren();
        parser.finishToken();
        return new Member(name, kind, start, from + position(parser));
    }

    /**
     * Where the string ends that begins here, or {@code to} when it does not end before. The parser would decode it to
     * tell; it still looks at each byte when it goes on.
     */
    private static int behindString(byte[] utf8, int start, int to) {
        int at = start + 1;
        while (at < to && utf8[at] != '"') {
            at += utf8[at] == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, to);
    }

    private static int tokenStart(JsonParser parser) {
        return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }

    private static int position(JsonParser parser) {
        return Math.toIntExact(parser.currentLocation().getByteOffset());
    }

    private static Kind kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> Kind.OBJECT;
            case START_ARRAY -> Kind.ARRAY;
            case VALUE_STRING -> Kind.STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
            case VALUE_TRUE -> Kind.TRUE;
            case VALUE_FALSE -> Kind.FALSE;
            case VALUE_NULL, END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> Kind.NULL;
        };
    }
}
