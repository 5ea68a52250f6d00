package io.lingzhi.gateway;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import java.util.List;
import java.util.Map;

/** In-process models with fixed answers; {@code local-broken} throws. */
final class StubModels implements LocalModels {
    static final Usage USAGE = new Usage(3, 2, 0, 0, 0);

    @Override
    public Map<String, String> names() {
        return Map.of("local-chat", "local-chat", "local-broken", "local-broken", "local-embed", "local-embed");
    }

    @Override
    public List<StreamEvent> chat(ChatRequest request) {
        if (request.model().value().equals("local-broken")) {
            throw new IllegalStateException("broken on purpose");
        }
        return List.of(
                new StreamEvent.Started("local-1", request.model().value(), 1),
                new StreamEvent.PartStarted(new StreamEvent.PartHead.Text()),
                new StreamEvent.TextDelta("from inside"),
                new StreamEvent.PartFinished(),
                new StreamEvent.UsageReported(USAGE),
                new StreamEvent.Finished(FinishReason.STOP));
    }

    @Override
    public long estimateTokens(ChatRequest request) {
        return request.messages().stream()
                .mapToLong(message -> message.text().length())
                .sum();
    }

    @Override
    public EmbeddingClient.Vectors embed(String model, List<String> texts) {
        List<float[]> vectors =
                texts.stream().map(text -> new float[] {text.length(), 0.5f}).toList();
        return new EmbeddingClient.Vectors.Complete(model, vectors, new Usage(7, 0, 0, 0, 0));
    }
}
