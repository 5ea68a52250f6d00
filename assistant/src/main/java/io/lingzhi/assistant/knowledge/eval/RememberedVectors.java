package io.lingzhi.assistant.knowledge.eval;

import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Vectors that are made once for each text, however many configurations ask for them. For any thread. */
public final class RememberedVectors implements EmbeddingClient {
    private final EmbeddingClient source;
    private final Map<String, float[]> known = new ConcurrentHashMap<>();

    public RememberedVectors(EmbeddingClient source) {
        this.source = source;
    }

    @Override
    public Vectors embed(ModelId model, List<String> texts, Caller caller) {
        List<String> fresh = texts.stream()
                .distinct()
                .filter(text -> !known.containsKey(model + "\0" + text))
                .toList();
        if (!fresh.isEmpty()) {
            Vectors made = source.embed(model, fresh, caller);
            if (!(made instanceof Vectors.Complete complete)) {
                return made;
            }
            for (int i = 0; i < fresh.size(); i++) {
                known.put(model + "\0" + fresh.get(i), complete.vectors().get(i));
            }
        }
        List<float[]> vectors = new ArrayList<>();
        texts.forEach(text -> vectors.add(known.getOrDefault(model + "\0" + text, new float[0])));
        return new Vectors.Complete(model.value(), vectors, Usage.NONE);
    }
}
