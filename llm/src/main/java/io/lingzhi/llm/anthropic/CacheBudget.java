package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;

/**
 * Lets only the last marks of a request through, since an upstream takes four. Marks count in the order in which a
 * prompt is read: tools, system, messages. Used by one thread at a time.
 */
final class CacheBudget {
    /** The most marks that an upstream takes. */
    static final int MAX_MARKS = 4;

    private final Losses losses;
    private int tooMany;

    CacheBudget(ChatRequest request, CarriedFields carried, Losses losses) {
        this.losses = losses;
        int allowed = carried.fields().has(CacheControl.NAME) ? MAX_MARKS - 1 : MAX_MARKS;
        this.tooMany = Math.max(0, marks(request) - allowed);
    }

    /** Whether the next mark, at {@code path}, may be written. */
    boolean take(String path) {
        if (tooMany == 0) {
            return true;
        }
        tooMany--;
        losses.add(path, "at most " + MAX_MARKS + " cache marks");
        return false;
    }

    private static int marks(ChatRequest request) {
        int marks = 0;
        for (Tool tool : request.tools()) {
            marks += isMarked(tool) ? 1 : 0;
        }
        for (Message message : request.messages()) {
            marks += marks(message.parts());
        }
        return marks;
    }

    private static boolean isMarked(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> function.cached().isPresent();
            case Tool.Opaque(Protocol ignored, JsonValue.Obj json) -> json.has(CacheControl.NAME);
            case Tool.Custom ignored -> false;
            case Tool.WebSearch ignored -> false;
        };
    }

    private static int marks(List<Part> parts) {
        int marks = 0;
        for (Part part : parts) {
            if (part instanceof Part.CacheMark) {
                marks++;
            } else if (part instanceof Part.ToolResult result) {
                marks += marks(result.content());
            }
        }
        return marks;
    }
}
