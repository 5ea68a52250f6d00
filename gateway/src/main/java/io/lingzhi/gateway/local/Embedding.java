package io.lingzhi.gateway.local;

import io.lingzhi.llm.Failure;
import java.util.List;

/** What came of turning texts into vectors. */
public sealed interface Embedding {

    /**
     * One vector of length 1 for each text, in order.
     *
     * @param tokens tokens read over all texts, the two that frame each text included
     * @param truncated how many texts were longer than the model reads; their end has no part in the vector
     */
    record Complete(List<float[]> vectors, int tokens, int truncated) implements Embedding {
        public Complete {
            vectors = List.copyOf(vectors);
        }
    }

    record Failed(Failure failure) implements Embedding {}
}
