package io.lingzhi.assistant.http;

import io.lingzhi.llm.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request brings: its fields, from a JSON body or from a form, and from the query string; and a form's files.
 */
record IncomingFields(Fields fields, List<MultipartForm.Part> files) {
    IncomingFields {
        files = List.copyOf(files);
    }

    /** The fields of a JSON body and the query. */
    static Fields json(ReceivedRequest request) throws ProblemException {
        return new Fields(RequestReading.object(RequestReading.json(request)), QueryParameters.parse(request.query()));
    }

    /** The same, or those of a form. */
    static IncomingFields of(ReceivedRequest request) throws ProblemException {
        String type = request.contentType().orElse("");
        return MultipartForm.is(type)
                ? form(MultipartForm.parse(type, request.body()), QueryParameters.parse(request.query()))
                : new IncomingFields(json(request), List.of());
    }

    /** A form's fields are texts, as those of a query are. */
    private static IncomingFields form(List<MultipartForm.Part> parts, QueryParameters query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        query.values().forEach((name, texts) -> values.put(name, new ArrayList<>(texts)));
        List<MultipartForm.Part> files = new ArrayList<>();
        for (MultipartForm.Part part : parts) {
            if (part.file().isPresent()) {
                files.add(part);
            } else {
                String text = new String(part.bytes(), StandardCharsets.UTF_8);
                values.computeIfAbsent(part.name(), absent -> new ArrayList<>()).add(text);
            }
        }
        return new IncomingFields(new Fields(JsonValue.Obj.EMPTY, new QueryParameters(values)), files);
    }
}
