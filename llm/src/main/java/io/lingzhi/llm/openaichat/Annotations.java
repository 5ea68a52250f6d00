package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sources of an answer as {@code url_citation} annotations of its message. They say which characters of the text they
 * are for: those of the text part that they stand in, as far as it is told.
 */
final class Annotations {
    private static final String TYPE = "url_citation";

    private Annotations() {}

    /** The sources that a message or a delta names. */
    static List<Citation> decode(JsonValue.Obj message) {
        List<Citation> citations = new ArrayList<>();
        for (JsonValue item : message.list("annotations")) {
            if (item instanceof JsonValue.Obj annotation && annotation.get(TYPE) instanceof JsonValue.Obj source) {
                source.string("url")
                        .map(url -> new Citation(url, filled(source.string("title")), Optional.empty()))
                        .ifPresent(citations::add);
            }
        }
        return citations;
    }

    static JsonValue.Obj encode(Citation citation, int start, int end) {
        JsonValue source = Json.object()
                .put("start_index", start)
                .put("end_index", end)
                .put("title", citation.title().orElse(""))
                .put("url", citation.url())
                .build();
        return Json.object().put("type", TYPE).put(TYPE, source).build();
    }

    /** The sources of a whole answer's texts, which are joined without a separator. */
    static List<JsonValue> of(List<Part> parts) {
        List<JsonValue> annotations = new ArrayList<>();
        int start = 0;
        for (Part part : parts) {
            if (part instanceof Part.Text(String text, List<Citation> citations)) {
                int end = start + text.length();
                for (Citation citation : citations) {
                    annotations.add(encode(citation, start, end));
                }
                start = end;
            }
        }
        return annotations;
    }

    private static Optional<String> filled(Optional<String> text) {
        return text.filter(title -> !title.isEmpty());
    }
}
