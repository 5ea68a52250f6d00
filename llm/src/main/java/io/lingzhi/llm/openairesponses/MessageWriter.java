package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.MouldedWriter;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;

/** A message: texts and refusals that follow each other are its parts. */
final class MessageWriter implements ItemWriter {
    private final EventSink sink;
    private final String id;
    private final long outputIndex;
    private final List<JsonValue> content = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<JsonValue> annotations = new ArrayList<>();
    private boolean refusal;
    private MouldedWriter deltas = deltas();

    MessageWriter(EventSink sink, String id, long outputIndex) {
        this.sink = sink;
        this.id = id;
        this.outputIndex = outputIndex;
    }

    @Override
    public boolean takes(PartHead head) {
        return head instanceof PartHead.Text || head instanceof PartHead.Refusal;
    }

    @Override
    public void start(PartHead head) {
        refusal = head instanceof PartHead.Refusal;
        text.setLength(0);
        annotations.clear();
        deltas = deltas();
        sink.send("response.content_part.added", place().put("part", part()));
    }

    @Override
    public void delta(String fragment) {
        text.append(fragment);
        sink.send(refusal ? "response.refusal.delta" : "response.output_text.delta", deltas, fragment);
    }

    /** The pieces of one part differ in nothing else. */
    private MouldedWriter deltas() {
        return new MouldedWriter(fragment -> {
            ObjectBuilder delta = place().put("delta", fragment);
            return refusal ? delta.bytes() : delta.put("logprobs", List.of()).bytes();
        });
    }

    /** The source is told of all the text so far, since nobody says of which piece. */
    @Override
    public void cite(Citation citation) {
        JsonValue annotation = Json.object()
                .put("type", "url_citation")
                .put("start_index", 0)
                .put("end_index", text.length())
                .put("url", citation.url())
                .put("title", citation.title().orElse(""))
                .build();
        sink.send(
                "response.output_text.annotation.added",
                place().put("annotation_index", annotations.size()).put("annotation", annotation));
        annotations.add(annotation);
    }

    @Override
    public void finish() {
        String whole = text.toString();
        if (refusal) {
            sink.send("response.refusal.done", place().put("refusal", whole));
        } else {
            sink.send("response.output_text.done", place().put("text", whole).put("logprobs", List.of()));
        }
        sink.send("response.content_part.done", place().put("part", part()));
        content.add(part());
    }

    @Override
    public JsonValue.Obj item(String status) {
        return Json.object()
                .put("id", id)
                .put("type", "message")
                .put("status", status)
                .put("role", "assistant")
                .put("content", content)
                .build();
    }

    private ObjectBuilder place() {
        return Json.object().put("item_id", id).put("output_index", outputIndex).put("content_index", content.size());
    }

    private JsonValue part() {
        if (refusal) {
            return Json.object()
                    .put("type", "refusal")
                    .put("refusal", text.toString())
                    .build();
        }
        return Json.object()
                .put("type", "output_text")
                .put("text", text.toString())
                .put("annotations", annotations)
                .put("logprobs", List.of())
                .build();
    }
}
