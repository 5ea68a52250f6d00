package io.lingzhi.gateway;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.RawObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells requests of one conversation by what clients send with them. First the headers and members by which clients
 * name their conversation, in the order of CLIProxyAPI; else how the conversation begins: its system text and what the
 * user said first. The body is scanned and no tree of it built.
 *
 * <p>The key is a digest made with the client's key, so that no two clients share one, and nothing of a client's can be
 * read from it.
 */
final class SessionKey {
    private static final int MAX_ID = 256;
    /** How much of a text tells where a conversation comes from. */
    private static final int BEGINNING = 100;
    /** Among how many messages the user's first is looked for. */
    private static final int FIRST_MESSAGES = 8;

    private static final Pattern IN_USER_ID = Pattern.compile("_session_([0-9a-fA-F-]{36})$");

    private final ClientRequest request;
    private final Optional<RawObject> body;

    private SessionKey(ClientRequest request) {
        this.request = request;
        this.body = request.content().ifObject();
    }

    /** @param scope whose conversation it is: the id of the client's key */
    static Optional<String> of(ClientRequest request, String scope) {
        return headers(request, "x-claude-code-session-id")
                .or(() -> new SessionKey(request).named())
                .map(id -> digest(scope, id));
    }

    private Optional<String> named() {
        return userId().flatMap(SessionKey::sessionInUserId)
                .or(() -> headers(
                        request,
                        "session-id",
                        "session_id",
                        "thread-id",
                        "x-session-id",
                        "x-session-affinity",
                        "x-amp-thread-id",
                        "x-client-request-id"))
                .or(() -> members("session_id", "sessionId", "prompt_cache_key", "conversation"))
                .or(() -> inside("conversation", "id"))
                .or(this::userId)
                .or(() -> members("conversation_id"))
                .or(this::beginning);
    }

    private static Optional<String> headers(ClientRequest request, String... names) {
        for (String name : names) {
            Optional<String> id = request.header().apply(name).filter(SessionKey::isId);
            if (id.isPresent()) {
                return id;
            }
        }
        return Optional.empty();
    }

    private Optional<String> userId() {
        return inside("metadata", "user_id");
    }

    /** Claude Code's user id is an object as text, or ends in the session's UUID. */
    private static Optional<String> sessionInUserId(String userId) {
        Matcher suffix = IN_USER_ID.matcher(userId);
        if (suffix.find()) {
            return Optional.of(suffix.group(1));
        }
        if (!userId.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Json.parseObject(userId.getBytes(StandardCharsets.UTF_8)).string("session_id");
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }

    private Optional<String> members(String... names) {
        return Stream.of(names)
                .flatMap(name -> body.flatMap(span -> span.last(name)).flatMap(this::text).stream())
                .filter(SessionKey::isId)
                .findFirst();
    }

    private Optional<String> inside(String object, String name) {
        return body.flatMap(span -> span.last(object))
                .flatMap(this::object)
                .flatMap(span -> span.last(name))
                .flatMap(this::text)
                .filter(id -> isId(id) || id.startsWith("{"));
    }

    private static boolean isId(String text) {
        return !text.isBlank() && text.length() <= MAX_ID && text.chars().noneMatch(Character::isISOControl);
    }

    /** How the conversation begins; empty where the user says nothing in text. */
    private Optional<String> beginning() {
        String system = Stream.of("system", "instructions", "systemInstruction", "system_instruction")
                .flatMap(name -> body.flatMap(span -> span.last(name)).flatMap(this::words).stream())
                .findFirst()
                .orElse("");
        return Stream.of("messages", "contents", "input")
                .flatMap(name -> body.flatMap(span -> span.last(name)).flatMap(this::firstOfUser).stream())
                .findFirst()
                .map(first -> system + '\0' + first);
    }

    private Optional<String> firstOfUser(Member messages) {
        if (messages.kind() == JsonScanner.Kind.STRING) {
            return words(messages);
        }
        return items(messages, FIRST_MESSAGES).stream()
                .flatMap(message -> object(message).stream())
                .filter(message ->
                        message.last("role").flatMap(this::text).orElse("user").equals("user"))
                .flatMap(message ->
                        message.last("content").or(() -> message.last("parts")).flatMap(this::words).stream())
                .findFirst();
    }

    /** The beginning of a text, of the first text in a list, or of the parts of an object. */
    private Optional<String> words(Member member) {
        return switch (member.kind()) {
            case STRING -> text(member).map(text -> text.substring(0, Math.min(text.length(), BEGINNING)));
            case ARRAY ->
                items(member, 1).stream()
                        .flatMap(part -> object(part).flatMap(span -> span.last("text")).stream())
                        .findFirst()
                        .flatMap(this::words);
            case OBJECT -> object(member).flatMap(span -> span.last("parts")).flatMap(this::words);
            case NUMBER, TRUE, FALSE, NULL -> Optional.empty();
        };
    }

    private Optional<String> text(Member member) {
        return body.flatMap(request -> request.text(member));
    }

    private Optional<RawObject> object(Member member) {
        return body.flatMap(request -> request.object(member));
    }

    private List<Member> items(Member member, int most) {
        return body.map(request -> request.items(member, most)).orElse(List.of());
    }

    private static String digest(String scope, String id) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = digest.digest((scope + '\0' + id).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
