package io.lingzhi.gateway.http;

import io.lingzhi.gateway.Endpoint;
import io.lingzhi.gateway.SocketEndpoint;
import io.lingzhi.gateway.StreamedEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Which endpoint answers a method and path. Filled once at the start, then only read. */
public final class Router {
    private final Map<String, Map<String, Found>> exact = new HashMap<>();
    private final List<Prefix> prefixes = new ArrayList<>();
    private final Map<String, SocketEndpoint> sockets = new HashMap<>();
    private UnaryOperator<String> aliases = UnaryOperator.identity();

    private record Prefix(String method, String path, Endpoint endpoint) {}

    /** What a method and path lead to. */
    sealed interface Found {
        record Route(Endpoint endpoint) implements Found {}

        /** A route whose bodies are not collected. */
        record Upload(StreamedEndpoint endpoint) implements Found {}

        /** The path exists, with these other methods. */
        record WrongMethod(Set<String> allowed) implements Found {}

        record Nothing() implements Found {}
    }

    /** A route with exactly this path. */
    public Router at(String method, String path, Endpoint endpoint) {
        return at(method, path, new Found.Route(endpoint));
    }

    /** A route with exactly this path, whose bodies are handed on as they arrive. */
    public Router uploadAt(String method, String path, StreamedEndpoint endpoint) {
        return at(method, path, new Found.Upload(endpoint));
    }

    private Router at(String method, String path, Found found) {
        exact.computeIfAbsent(path, ignored -> new HashMap<>()).put(method, found);
        return this;
    }

    /** A route with exactly this path, for clients that ask for a WebSocket. */
    public Router socket(String path, SocketEndpoint endpoint) {
        sockets.put(path, endpoint);
        return this;
    }

    /** Paths lead to where this gives them another; a path that is no alias it leaves as it is. */
    public Router aliases(UnaryOperator<String> canonical) {
        aliases = canonical;
        return this;
    }

    /** A route for all longer paths that begin so. */
    public Router below(String method, String path, Endpoint endpoint) {
        prefixes.add(new Prefix(method, path, endpoint));
        return this;
    }

    /** The path behind an alias if it leads somewhere with this method; any other path is itself. */
    String canonical(String method, String path) {
        String behind = aliases.apply(path);
        return find(method, behind) instanceof Found.Route || find(method, path) instanceof Found.Nothing
                ? behind
                : path;
    }

    /** @param path as {@link #canonical} gives it */
    Optional<SocketEndpoint> findSocket(String path) {
        return Optional.ofNullable(sockets.get(path));
    }

    /** @param path as {@link #canonical} gives it */
    Found find(String method, String path) {
        Map<String, Found> methods = exact.getOrDefault(path, Map.of());
        Found found = methods.get(method);
        if (found != null) {
            return found;
        }
        Set<String> allowed = new LinkedHashSet<>(methods.keySet());
        for (Prefix prefix : prefixes) {
            if (path.startsWith(prefix.path) && path.length() > prefix.path.length()) {
                if (prefix.method.equals(method)) {
                    return new Found.Route(prefix.endpoint);
                }
                allowed.add(prefix.method);
            }
        }
        return allowed.isEmpty() ? new Found.Nothing() : new Found.WrongMethod(allowed);
    }
}
