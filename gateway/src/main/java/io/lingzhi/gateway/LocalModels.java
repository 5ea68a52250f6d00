package io.lingzhi.gateway;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.StreamEvent;
import java.util.List;
import java.util.Map;

/** The models that run inside the process, so that a machine without any key can answer. Calls block. */
public interface LocalModels {
    /** Every name that is served here where no provider declares it, to the model behind it. */
    Map<String, String> names();

    /** The events of an answer; a model that is none for chat yields {@code Failed}. */
    List<StreamEvent> chat(ChatRequest request);

    /** About how many input tokens this request has, whichever model reads it. */
    long estimateTokens(ChatRequest request);

    /** One vector for each text; a model that makes none yields {@code Failed}. */
    EmbeddingClient.Vectors embed(String model, List<String> texts);
}
