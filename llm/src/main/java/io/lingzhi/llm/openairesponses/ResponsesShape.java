package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.protocol.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What is read or carried of a Responses request. Ids and states of items are read in so far as they say nothing. */
final class ResponsesShape {
    private static final Shape CONTENT = content();
    private static final Shape TOOL = tool();
    private static final Shape TEXTS = Shape.of("type", "text");
    private static final Shape MESSAGE = Shape.ANY.with("content", CONTENT);
    private static final Shape OUTPUT =
            Shape.of("type", "id", "status", "call_id").with("output", CONTENT);
    private static final Shape ITEM = Shape.byType(Map.of(
            "",
            MESSAGE,
            "message",
            MESSAGE,
            "reasoning",
            Shape.of("type", "id", "status", "encrypted_content")
                    .with("summary", TEXTS)
                    .with("content", TEXTS),
            "function_call",
            Shape.of("type", "id", "status", "call_id", "name", "namespace", "arguments"),
            "custom_tool_call",
            Shape.of("type", "id", "status", "call_id", "name", "namespace", "input"),
            "function_call_output",
            OUTPUT,
            "custom_tool_call_output",
            OUTPUT,
            "additional_tools",
            Shape.of("type", "id", "status", "role").with("tools", TOOL)));

    static final Shape REQUEST = Shape.ANY.with("input", ITEM).with("tools", TOOL);

    private ResponsesShape() {}

    private static Shape content() {
        Map<String, Shape> kinds = new HashMap<>(
                Shape.kinds(Set.of("input_text", "output_text", "text"), marked("text", "annotations", "logprobs")));
        kinds.put("refusal", marked("refusal"));
        kinds.put("input_image", marked("image_url", "file_id", "detail"));
        kinds.put("input_file", marked("file_id", "file_url", "file_data", "filename", "detail"));
        kinds.put("input_audio", marked().with("input_audio", Shape.of("data", "format")));
        return Shape.byType(kinds);
    }

    /** A part that may bear a cache mark in one of its two forms. */
    private static Shape marked(String... names) {
        Shape shape = Shape.of("type", "cache_control", "prompt_cache_breakpoint");
        for (String name : names) {
            shape = shape.with(name, Shape.ANY);
        }
        return shape;
    }

    private static Shape tool() {
        Shape function = marked("name", "description", "parameters", "strict")
                .with("function", marked("name", "description", "parameters", "strict"));
        Map<String, Shape> kinds = new HashMap<>(
                Map.of("function", function, "custom", Shape.of("type", "name", "description", "format")));
        Shape inner = Shape.byType(kinds);
        kinds.put("namespace", Shape.of("type", "name", "description").with("tools", inner));
        kinds.putAll(Shape.kinds(
                Set.of("web_search", "web_search_2025_08_26", "web_search_preview", "web_search_preview_2025_03_11"),
                Shape.of("type", "external_web_access", "user_location")
                        .with("filters", Shape.of("allowed_domains", "blocked_domains"))));
        return Shape.byType(kinds);
    }
}
