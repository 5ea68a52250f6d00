package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what a tool answered as a {@code tool} message. An error is told by its text, which begins with {@code Error:
 * } unless it says so already; the protocol has no flag for it.
 */
final class ChatResultEncoder {
    private static final String ERROR = "Error: ";

    private ChatResultEncoder() {}

    static JsonValue.Obj encode(Part.ToolResult result, String place, Target target) {
        List<JsonValue> parts = new ArrayList<>();
        List<Part> content = result.error() ? withError(result.content()) : result.content();
        int shift = content.size() - result.content().size();
        for (int i = 0; i < content.size(); i++) {
            if (content.get(i) instanceof Part.CacheMark mark && target.has(Quirk.CACHE_CONTROL)) {
                parts = CacheControl.onLast(parts, mark);
            } else {
                ChatPartEncoder.part(content.get(i), place + ".content[" + (i - shift) + "]", target)
                        .ifPresent(parts::add);
            }
        }
        return Json.object()
                .put("role", "tool")
                .put("tool_call_id", result.callId())
                .put("content", target.has(Quirk.NO_IMAGES) ? ContentForm.text(parts) : ContentForm.of(parts))
                .build();
    }

    private static List<Part> withError(List<Part> content) {
        List<Part> told = new ArrayList<>(content);
        if (!content.isEmpty() && content.getFirst() instanceof Part.Text(String text, var ignored)) {
            told.set(0, new Part.Text(saysError(text) ? text : ERROR + text));
        } else {
            told.addFirst(new Part.Text(ERROR.strip()));
        }
        return told;
    }

    private static boolean saysError(String text) {
        return text.regionMatches(true, 0, "error", 0, "error".length());
    }
}
