package io.lingzhi.llm.protocol;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Tool;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The tools that an upstream knows by another name, because their own do not fit its protocol. Calls in its answer get
 * their own names back, since the client knows no others.
 *
 * @param own from the upstream's name to the client's
 */
public record ToolRenames(Map<String, String> own) {
    /** Every tool has its own name. */
    public static final ToolRenames NONE = new ToolRenames(Map.of());

    public ToolRenames {
        own = Map.copyOf(own);
    }

    /** Where two tools are told by one name, calls are the first one's, or that one's whose own name it is. */
    public static ToolRenames of(List<Tool> tools, UnaryOperator<String> told) {
        Map<String, String> own = new HashMap<>();
        Set<String> kept = new HashSet<>();
        for (Tool tool : tools) {
            name(tool).ifPresent(name -> {
                own.putIfAbsent(told.apply(name), name);
                kept.add(name);
            });
        }
        own.keySet().removeIf(kept::contains);
        return new ToolRenames(own);
    }

    private static Optional<String> name(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> Optional.of(function.name());
            case Tool.Custom custom -> Optional.of(custom.name());
            case Tool.WebSearch ignored -> Optional.empty();
            case Tool.Opaque ignored -> Optional.empty();
        };
    }

    /** The events of the upstream's answer, with the tools' own names. */
    public List<StreamEvent> undone(List<StreamEvent> events) {
        return own.isEmpty() ? events : events.stream().map(this::undone).toList();
    }

    private StreamEvent undone(StreamEvent event) {
        return event instanceof StreamEvent.PartStarted(PartHead.ToolCall(String id, String name))
                ? new StreamEvent.PartStarted(new PartHead.ToolCall(id, own.getOrDefault(name, name)))
                : event;
    }
}
