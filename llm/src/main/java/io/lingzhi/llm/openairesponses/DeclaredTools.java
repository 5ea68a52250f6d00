package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Tool;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.OpenAiIdentifiers;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tools that a request declares. A tool of a namespace is known upstream by a flat name, {@code namespace__name};
 * what an upstream calls is found here again as the client declared it.
 */
record DeclaredTools(List<Declared> all) {
    /** No tools. */
    static final DeclaredTools NONE = new DeclaredTools(List.of());

    DeclaredTools {
        all = List.copyOf(all);
    }

    /**
     * One tool.
     *
     * @param tool under its flat name
     * @param ownName its name inside the namespace; the flat name where there is none, empty for a tool without a name
     */
    record Declared(Tool tool, Optional<String> namespace, String ownName) {
        static Declared of(Tool tool) {
            return new Declared(tool, Optional.empty(), flatName(tool));
        }

        /** A tool that an upstream calls though the client declared none of this name. */
        static Declared undeclared(String name) {
            return of(new Tool.Function(name, Optional.empty(), JsonValue.Obj.EMPTY, false));
        }

        boolean custom() {
            return tool instanceof Tool.Custom;
        }
    }

    List<Tool> tools() {
        return all.stream().map(Declared::tool).toList();
    }

    /** Whether the tool of this flat name takes free text. */
    boolean isCustom(String flatName) {
        return named(flatName).filter(Declared::custom).isPresent();
    }

    /** The tool that an upstream calls by this name, which may have been shortened for it. */
    Optional<Declared> named(String name) {
        Optional<Declared> exact = first(name, false);
        return exact.isPresent() ? exact : first(name, true);
    }

    private Optional<Declared> first(String name, boolean shortened) {
        return all.stream()
                .filter(declared -> {
                    String flat = flatName(declared.tool());
                    return !flat.isEmpty() && (shortened ? OpenAiIdentifiers.toolName(flat) : flat).equals(name);
                })
                .findFirst();
    }

    /** How a tool of a namespace is called upstream; a name that tells its origin already stays. */
    static String flatName(String namespace, String name) {
        String prefix = namespace.endsWith("__") ? namespace : namespace + "__";
        return name.startsWith(prefix) || name.startsWith("mcp__") ? name : prefix + name;
    }

    private static String flatName(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> function.name();
            case Tool.Custom custom -> custom.name();
            case Tool.WebSearch ignored -> "";
            case Tool.Opaque ignored -> "";
        };
    }

    /**
     * One tool for each name, in the order of declaration: those of the request itself win over those added by its
     * input, those outside of namespaces over those within, functions over custom tools, and then the first.
     */
    static DeclaredTools of(List<Declared> ofRequest, List<Declared> added) {
        Map<Declared, Integer> ranks = new LinkedHashMap<>();
        ofRequest.forEach(declared -> ranks.putIfAbsent(declared, rank(declared)));
        added.forEach(declared -> ranks.putIfAbsent(declared, 4 + rank(declared)));
        Map<String, Declared> best = new HashMap<>();
        ranks.forEach((declared, rank) -> best.merge(
                flatName(declared.tool()), declared, (one, other) -> rank < ranks.getOrDefault(one, 0) ? other : one));
        return new DeclaredTools(survivors(ranks.keySet(), best));
    }

    private static List<Declared> survivors(Collection<Declared> all, Map<String, Declared> best) {
        return all.stream()
                .filter(declared ->
                        declared.ownName().isEmpty() || declared.equals(best.get(flatName(declared.tool()))))
                .toList();
    }

    private static int rank(Declared declared) {
        return (declared.namespace().isPresent() ? 2 : 0) + (declared.custom() ? 1 : 0);
    }
}
