package io.lingzhi.assistant.http;

import io.lingzhi.assistant.AiService;
import io.lingzhi.assistant.ChatAsk;
import io.lingzhi.assistant.select.Judgement;
import io.lingzhi.assistant.select.Selection;
import io.lingzhi.assistant.select.Wish;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Reasoning;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The route that explains a choice without asking any model. */
final class SelectRoutes {
    private final AiService models;

    SelectRoutes(AiService models) {
        this.models = models;
    }

    List<Route> routes() {
        return List.of(Route.call("GET", "/v1/ai/select", (request, reply, cancel) -> select(request, reply)));
    }

    private void select(ReceivedRequest request, Reply reply) throws ProblemException {
        Fields fields = new Fields(JsonValue.Obj.EMPTY, QueryParameters.parse(request.query()));
        String prompt = fields.text("prompt").orElse("");
        Wish wish = WishFields.read(fields);
        fields.check();
        List<Part> question = List.of(new Part.Text(prompt));
        ChatAsk ask = new ChatAsk(
                ChatAsk.messages(Optional.empty(), List.of(), question),
                wish,
                ChatAsk.CHAT,
                Reasoning.unspecified(),
                false);
        List<Text> warnings = new ArrayList<>(fields.warnings());
        wish.task()
                .filter(task -> !models.knowsTask(task))
                .ifPresent(task -> warnings.add(TalkWording.unknownTask(task)));
        AnswerJson.End end =
                new AnswerJson.End(Optional.empty(), reply.requestId(), Text.all(warnings, reply.language()));
        reply.whole(json(models.select(ask), end, reply.language()));
    }

    private JsonValue.Obj json(Selection selection, AnswerJson.End end, Language language) {
        List<JsonValue> candidates = new ArrayList<>();
        Optional<String> taken = Optional.empty();
        for (String model : selection.candidates()) {
            Optional<Failure> refusal = models.refusal(model);
            if (refusal.isEmpty() && taken.isEmpty()) {
                taken = Optional.of(model);
            }
            candidates.add(candidate(
                    model, refusal.map(failure -> FailureWording.of(failure).in(language))));
        }
        Optional<String> first = selection.candidates().stream().findFirst();
        ObjectBuilder object = Json.object()
                .put("model", taken.<JsonValue>map(JsonValue::of).orElse(JsonValue.Null.NULL))
                .put(
                        "selected_because",
                        Choosing.because(selection.because(), first.orElse("none"))
                                .in(language))
                .put("degraded", !taken.equals(first))
                .put("candidates", new JsonValue.Arr(candidates));
        selection.judgement().ifPresent(judgement -> object.put("judged", judged(judgement)));
        return end.close(object);
    }

    private static JsonValue.Obj candidate(String model, Optional<String> refusal) {
        ObjectBuilder object = Json.object().put("model", model).put("available", refusal.isEmpty());
        refusal.ifPresent(why -> object.put("reason", why));
        return object.build();
    }

    private static JsonValue.Obj judged(Judgement judgement) {
        return Json.object()
                .put("complexity", judgement.complexity().word())
                .put("score", new JsonValue.Num(String.valueOf(Math.round(judgement.score() * 1000) / 1000.0)))
                .put("signs", JsonValue.Arr.ofStrings(judgement.signs()))
                .build();
    }
}
