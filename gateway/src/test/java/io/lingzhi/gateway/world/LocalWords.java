package io.lingzhi.gateway.world;

import io.lingzhi.gateway.LocalModels;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The model inside the process, with one answer. */
final class LocalWords implements LocalModels {
    static final Answer ANSWER = new Answer("Nobody else is there.", "");
    static final Usage USAGE = new Usage(3, 4, 0, 0, 0);

    @Override
    public Map<String, String> names() {
        return Map.of(Scenario.LOCAL, Scenario.LOCAL);
    }

    @Override
    public List<StreamEvent> chat(ChatRequest request) {
        StreamEvent.Started started =
                new StreamEvent.Started("local-1", request.model().value(), 1);
        return ANSWER.events(started, 0, USAGE, false, new SplittableRandom(1));
    }

    @Override
    public long estimateTokens(ChatRequest request) {
        return 1;
    }

    @Override
    public EmbeddingClient.Vectors embed(String model, List<String> texts) {
        return new EmbeddingClient.Vectors.Failed(new Failure.Unsupported("no vectors here"));
    }
}
