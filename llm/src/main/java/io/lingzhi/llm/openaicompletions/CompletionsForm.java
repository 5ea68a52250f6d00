package io.lingzhi.llm.openaicompletions;

import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The pieces that whole and streamed answers are made of. */
final class CompletionsForm {
    /** Tells a reader that this gateway wrote the answer's envelope. */
    private static final String FINGERPRINT = "fp_lingzhi";

    private CompletionsForm() {}

    /** What every chunk and a whole answer begin with; choices and usage are missing. */
    static ObjectBuilder envelope(String id, long createdAt, String model) {
        return Json.object()
                .put("id", id)
                .put("object", "text_completion")
                .put("created", createdAt)
                .put("model", model)
                .put("system_fingerprint", FINGERPRINT);
    }

    static JsonValue.Obj choice(int index, String text, JsonValue finishReason) {
        return Json.object()
                .put("text", text)
                .put("index", index)
                .putNull("logprobs")
                .put("finish_reason", finishReason)
                .build();
    }

    static JsonValue finish(FinishReason reason) {
        return JsonValue.of(
                switch (reason) {
                    case STOP, STOP_SEQUENCE, PAUSED, TOOL_CALLS -> "stop";
                    case LENGTH, CONTEXT_FULL -> "length";
                    case CONTENT_FILTER -> "content_filter";
                });
    }

    static JsonValue.Obj usage(Usage usage) {
        return Json.object()
                .put("prompt_tokens", usage.input())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.total())
                .put(
                        "prompt_tokens_details",
                        Json.object().put("cached_tokens", usage.cacheRead()).build())
                .put(
                        "completion_tokens_details",
                        Json.object().put("reasoning_tokens", usage.reasoning()).build())
                .build();
    }

    static byte[] frame(JsonValue.Obj json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(Json.bytes(json));
        out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
