package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.MouldedWriter;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Optional;

/** A reasoning item: the thought is its summary's one part, the signature its encrypted content. */
final class ThinkingWriter implements ItemWriter {
    private final EventSink sink;
    private final String id;
    private final long outputIndex;
    private final StringBuilder text = new StringBuilder();
    private Optional<Signature> signature = Optional.empty();
    /** The pieces differ in nothing else. */
    private final MouldedWriter deltas =
            new MouldedWriter(fragment -> place().put("delta", fragment).bytes());

    ThinkingWriter(EventSink sink, String id, long outputIndex) {
        this.sink = sink;
        this.id = id;
        this.outputIndex = outputIndex;
    }

    /** Never: each thought has a signature of its own. */
    @Override
    public boolean takes(PartHead head) {
        return false;
    }

    @Override
    public void start(PartHead head) {}

    @Override
    public void delta(String fragment) {
        if (fragment.isEmpty()) {
            return;
        }
        if (text.isEmpty()) {
            sink.send("response.reasoning_summary_part.added", place().put("part", summary()));
        }
        text.append(fragment);
        sink.send("response.reasoning_summary_text.delta", deltas, fragment);
    }

    @Override
    public void sign(Signature proof) {
        signature = Optional.of(proof);
    }

    @Override
    public void finish() {
        if (!text.isEmpty()) {
            sink.send("response.reasoning_summary_text.done", place().put("text", text.toString()));
            sink.send("response.reasoning_summary_part.done", place().put("part", summary()));
        }
    }

    @Override
    public JsonValue.Obj item(String status) {
        ObjectBuilder item = Json.object()
                .put("id", id)
                .put("type", "reasoning")
                .put("summary", text.isEmpty() ? List.of() : List.of(summary()));
        signature.ifPresent(proof -> item.put("encrypted_content", proof.carriedBy(Protocol.OPENAI_RESPONSES)));
        return item.put("status", status).build();
    }

    private ObjectBuilder place() {
        return Json.object().put("item_id", id).put("output_index", outputIndex).put("summary_index", 0);
    }

    private JsonValue summary() {
        return Json.object()
                .put("type", "summary_text")
                .put("text", text.toString())
                .build();
    }
}
