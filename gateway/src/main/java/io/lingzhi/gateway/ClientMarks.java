package io.lingzhi.gateway;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Handling;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.RawObject;
import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.WireBody;
import java.util.ArrayList;
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

    /** What is added to a JSON request that lacks the marks; all its own bytes stay. */
    List<Splice> in(WireBody body) {
        if (cacheKey.isEmpty() && userId.isEmpty()) {
            return List.of();
        }
        List<Splice> splices = new ArrayList<>();
        body.ifObject()
                .ifPresent(
                        request -> { // what is none is the upstream's to refuse
                            cacheKey.filter(_ -> isAbsent(request, CACHE_KEY))
                                    .ifPresent(key -> splices.add(request.added(CACHE_KEY, JsonValue.of(key))));
                            userId.flatMap(user -> named(request, user)).ifPresent(splices::add);
                        });
        return splices;
    }

    private static Optional<Splice> named(RawObject request, String user) {
        Optional<Member> metadata = request.last(METADATA);
        if (metadata.isEmpty()) {
            JsonValue.Obj whole = Json.object().put(USER_ID, user).build();
            return Optional.of(request.added(METADATA, whole));
        }
        return request.object(metadata.get())
                .filter(inside -> isAbsent(inside, USER_ID))
                .map(inside -> inside.added(USER_ID, JsonValue.of(user)));
    }

    private static boolean isAbsent(RawObject object, String name) {
        return object.last(name).isEmpty() || object.has(name, Kind.NULL);
    }
}
