package io.lingzhi.llm;

import java.util.List;

/** The port through which an application turns texts into vectors. Calls block, and belong on virtual threads. */
public interface EmbeddingClient {

    /** One vector for each text, in order. */
    Vectors embed(ModelId model, List<String> texts, Caller caller);

    /** The vectors, or why there are none. */
    sealed interface Vectors {
        record Complete(String model, List<float[]> vectors, Usage usage) implements Vectors {
            public Complete {
                vectors = List.copyOf(vectors);
            }
        }

        record Failed(Failure failure) implements Vectors {}
    }
}
