package io.lingzhi.gateway.admin;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Explainer;
import io.lingzhi.gateway.Explanation;
import io.lingzhi.gateway.access.ClientKeys;
import io.lingzhi.gateway.admin.Management.Answer;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the operator is told of where a request would go: {@code ?model=M[&key=KEY-ID][&header=Name: value ...]}. */
public final class RouteExplaining {
    private final Explainer explainer;

    public RouteExplaining(Explainer explainer) {
        this.explainer = explainer;
    }

    /** Answers as {@link ExplanationJson}; 404 with the nearest names for a model that nobody has. */
    public Answer explain(ClientRequest request) {
        Optional<String> model = request.query().apply("model").filter(name -> !name.isBlank());
        if (model.isEmpty()) {
            return Answer.error(400, "name the model: ?model=M");
        }
        String key = request.query().apply("key").orElse(ClientKeys.ANONYMOUS);
        Map<String, String> headers;
        try {
            headers = headers(values(request.sent().target(), "header"));
        } catch (IllegalArgumentException e) {
            return Answer.error(400, "a header is told as header=Name: value, percent-encoded");
        }
        Explanation told = explainer.explain(model.get(), key, name -> Optional.ofNullable(headers.get(name)));
        if (told.unknown()) {
            JsonValue.Obj body = Json.object()
                    .put("error", told.problem().orElse("model unknown"))
                    .put("nearest", JsonValue.Arr.ofStrings(told.nearest()))
                    .build();
            return new Answer(404, Management.JSON, body);
        }
        return Answer.of(ExplanationJson.of(told));
    }

    /**
     * Headers by their lower-case names.
     *
     * @param lines each as {@code Name: value}
     * @throws IllegalArgumentException a line is none
     */
    public static Map<String, String> headers(List<String> lines) {
        Map<String, String> headers = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IllegalArgumentException("no header: " + line);
            }
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    /** All values of a query parameter that may be repeated. */
    private static List<String> values(String target, String name) {
        List<String> values = new ArrayList<>();
        int query = target.indexOf('?');
        for (String pair :
                query < 0 ? new String[0] : target.substring(query + 1).split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                values.add(URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
