package io.lingzhi.assistant.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the route of an address. A route without variables goes before one with them. */
record Router(List<Route> routes) {
    Router {
        routes = List.copyOf(routes);
    }

    /** What an address leads to. */
    sealed interface Match {
        /** @param variables what stands in the place of the path's variables, decoded */
        record Found(Route route, Map<String, String> variables) implements Match {
            public Found {
                variables = Map.copyOf(variables);
            }
        }

        record WrongMethod(String allowed) implements Match {}

        record NoSuchPath() implements Match {}
    }

    Match match(String method, String path) throws ProblemException {
        List<Match.Found> here = new ArrayList<>();
        for (Route route : routes) {
            variables(route.path(), path).ifPresent(raw -> here.add(new Match.Found(route, raw)));
        }
        here.sort((a, b) -> a.variables().size() - b.variables().size());
        Optional<Match.Found> found =
                here.stream().filter(one -> one.route().answersTo(method)).findFirst();
        if (found.isPresent()) {
            return new Match.Found(found.get().route(), decoded(found.get().variables()));
        }
        return here.isEmpty() ? new Match.NoSuchPath() : new Match.WrongMethod(allowed(here));
    }

    private static String allowed(List<Match.Found> here) {
        return here.stream()
                .map(one -> one.route().method())
                .flatMap(method -> method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static Optional<Map<String, String>> variables(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{") && !given[i].isEmpty()) {
                variables.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    private static Map<String, String> decoded(Map<String, String> raw) throws ProblemException {
        Map<String, String> decoded = new LinkedHashMap<>();
        for (Map.Entry<String, String> one : raw.entrySet()) {
            decoded.put(one.getKey(), QueryParameters.decodeSegment(one.getValue()));
        }
        return decoded;
    }
}
