package io.lingzhi.llm.json;

import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonScanner.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON object in its bytes: it is known where its members stand, and each is read when it is asked for. What stands
 * in it has been found to be JSON, so reading does not fail.
 *
 * @param utf8 may hold more than the object
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
public record RawObject(byte[] utf8, Span span) {
    /** Scans the one object that fills the bytes. */
    public static RawObject of(byte[] utf8) throws JsonSyntaxException {
        return new RawObject(utf8, JsonScanner.scan(utf8));
    }

    /** The member of this name that counts, which is the last. */
    public Optional<Member> last(String name) {
        return span.last(name);
    }

    /** Whether the member of this name is a value of this kind. */
    public boolean has(String name, Kind kind) {
        Optional<Member> member = last(name);
        return member.isPresent() && member.get().kind() == kind;
    }

    public JsonValue value(Member member) {
        try {
            return JsonScanner.value(utf8, member);
        } catch (JsonSyntaxException e) {
            throw noLonger(e);
        }
    }

    /** The text of a member that is a string. */
    public Optional<String> text(Member member) {
        return member.kind() == Kind.STRING && value(member) instanceof JsonValue.Str(String text)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** The object that a member is. */
    public Optional<RawObject> object(Member member) {
        try {
            return member.kind() == Kind.OBJECT
                    ? Optional.of(new RawObject(utf8, JsonScanner.scan(utf8, member)))
                    : Optional.empty();
        } catch (JsonSyntaxException e) {
            throw noLonger(e);
        }
    }

    /** At most so many items of a member that is an array. */
    public List<Member> items(Member member, int most) {
        try {
            return JsonScanner.items(utf8, member, most);
        } catch (JsonSyntaxException e) {
            throw noLonger(e);
        }
    }

    /** Another value at each place of a member, so that it does not matter which of them a reader counts. */
    public List<Splice> replaced(String name, JsonValue value) {
        byte[] written = Json.bytes(value);
        List<Splice> splices = new ArrayList<>();
        for (Member member : span.members()) {
            if (member.name().equals(name)) {
                splices.add(new Splice(member.start(), member.end(), written));
            }
        }
        return splices;
    }

    /** One more member at the object's end, so that what stands before it stays in its place. */
    public Splice added(String name, JsonValue value) {
        String comma = span.members().isEmpty() ? "" : ",";
        String member = comma + Json.text(JsonValue.of(name)) + ":" + Json.text(value);
        int brace = span.end() - 1;
        return new Splice(brace, brace, member.getBytes(StandardCharsets.UTF_8));
    }

    private static IllegalStateException noLonger(JsonSyntaxException e) {
        return new IllegalStateException("the bytes of an object have changed since it was scanned", e);
    }
}
