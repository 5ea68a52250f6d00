package io.lingzhi.assistant.http;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is served, and where. */
enum Route {
    ROOT("GET", "/"),
    HEALTH("GET", "/health"),
    OPENAPI("GET", "/openapi.json"),
    DOCS("GET", "/docs"),
    CHAT("POST", "/v1/ai/chat"),
    EMBED("POST", "/v1/ai/embed");

    private final String method;
    private final String path;

    Route(String method, String path) {
        this.method = method;
        this.path = path;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** What an address leads to. */
    sealed interface Match {
        record Found(Route route) implements Match {}

        record WrongMethod(String allowed) implements Match {}

        record NoSuchPath() implements Match {}
    }

    static Match match(String method, String path) {
        List<Route> here =
                Arrays.stream(values()).filter(route -> route.path.equals(path)).toList();
        if (here.isEmpty()) {
            return new Match.NoSuchPath();
        }
        return here.stream()
                .filter(route -> route.methods().anyMatch(method::equals))
                .findFirst()
                .<Match>map(Match.Found::new)
                .orElseGet(() -> new Match.WrongMethod(
                        here.stream().flatMap(Route::methods).collect(Collectors.joining(", "))));
    }

    /** Its methods: what can be got can be asked for without its body (RFC 9110, section 9.3.2). */
    private Stream<String> methods() {
        return method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method);
    }
}
