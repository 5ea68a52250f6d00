package io.lingzhi.gateway;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonScanner.Span;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.Splice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What an upstream is told of the client where the client's request says nothing itself.
 *
 * @param cacheKey for {@code prompt_cache_key}
 * @param userId for Anthropic's {@code metadata.user_id}
 */
record ClientMarks(Optional<String> cacheKey, Optional<String> userId) {
    static final ClientMarks NONE = new ClientMarks(Optional.empty(), Optional.empty());

    private static final String CACHE_KEY = "prompt_cache_key";
    private static final String METADATA = "metadata";
    private static final String USER_ID = "user_id";

    /** The request with the marks that it lacks. */
    ChatRequest in(ChatRequest request) {
        Handling own = request.handling();
        return request.withHandling(new Handling(
                own.serviceTier(),
                own.promptCacheKey().or(this::cacheKey),
                own.endUser().or(this::userId)));
    }

    /** A JSON request with the marks that it lacks; all other bytes stay. */
    byte[] in(byte[] body) {
        try {
            byte[] keyed = cacheKey.isEmpty() ? body : keyed(body, cacheKey.get());
            return userId.isEmpty() ? keyed : named(keyed, userId.get());
        } catch (JsonSyntaxException e) {
            return body; // the upstream's to refuse
        }
    }

    private static byte[] keyed(byte[] body, String key) throws JsonSyntaxException {
        Span request = JsonScanner.scan(body);
        return present(request, CACHE_KEY) ? body : added(body, request, CACHE_KEY, JsonValue.of(key));
    }

    private static byte[] named(byte[] body, String user) throws JsonSyntaxException {
        Span request = JsonScanner.scan(body);
        Optional<Member> metadata = request.last(METADATA);
        if (metadata.isEmpty()) {
            return added(
                    body, request, METADATA, Json.object().put(USER_ID, user).build());
        }
        if (metadata.get().kind() != Kind.OBJECT) {
            return body;
        }
        Span inside = JsonScanner.scan(body, metadata.get());
        return present(inside, USER_ID) ? body : added(body, inside, USER_ID, JsonValue.of(user));
    }

    private static boolean present(Span object, String name) {
        return object.last(name).filter(member -> member.kind() != Kind.NULL).isPresent();
    }

    /** The member at the object's end, so that what stands before it stays in its place. */
    private static byte[] added(byte[] body, Span object, String name, JsonValue value) {
        String comma = object.members().isEmpty() ? "" : ",";
        String member = comma + Json.text(JsonValue.of(name)) + ":" + Json.text(value);
        int brace = object.end() - 1;
        return Splice.apply(body, List.of(new Splice(brace, brace, member.getBytes(StandardCharsets.UTF_8))));
    }
}
