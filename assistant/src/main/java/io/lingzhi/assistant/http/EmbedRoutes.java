package io.lingzhi.assistant.http;

import io.lingzhi.assistant.AiService;
import io.lingzhi.assistant.EmbedAsk;
import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The route that turns texts into vectors. */
final class EmbedRoutes {
    private final AiService models;
    private final int mostTexts;

    EmbedRoutes(AiService models, int mostTexts) {
        this.models = models;
        this.mostTexts = mostTexts;
    }

    List<Route> routes() {
        return List.of(Route.call("POST", "/v1/ai/embed", (request, reply, cancel) -> embed(request, reply)));
    }

    /** The texts stand in an object, or are the body. */
    private void embed(ReceivedRequest request, Reply reply) throws ProblemException {
        JsonValue body = RequestReading.json(request);
        JsonValue.Obj object =
                body instanceof JsonValue.Arr ? new JsonValue.Obj(Map.of("texts", body)) : RequestReading.object(body);
        Fields fields = new Fields(object, QueryParameters.parse(request.query()));
        List<String> texts = fields.texts("texts", mostTexts);
        Optional<String> model = fields.shortText("model", ModelId.MAX_LENGTH);
        fields.check();
        switch (models.embed(new EmbedAsk(texts, model), request.caller())) {
            case Vectors.Failed(Failure failure) -> throw new ProblemException(Problem.of(failure));
            case Vectors.Complete vectors ->
                reply.whole(AnswerJson.embeddings(
                        vectors, reply.requestId(), Text.all(fields.warnings(), reply.language())));
        }
    }
}
