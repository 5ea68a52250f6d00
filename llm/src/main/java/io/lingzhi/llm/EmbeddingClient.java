package io.lingzhi.llm;

import java.util.List;
import java.util.OptionalLong;

/** The port through which an application turns texts into vectors. Calls block, and belong on virtual threads. */
public interface EmbeddingClient {

    /** One vector for each text, in order. */
    Vectors embed(ModelId model, List<String> texts, Caller caller);

    /** The vectors, or why there are none. */
    sealed interface Vectors {
        /** @param costNanos in nano-USD (10^-9 USD); empty where that is not known */
        record Complete(String model, List<float[]> vectors, Usage usage, OptionalLong costNanos) implements Vectors {
            public Complete {
                vectors = List.copyOf(vectors);
            }

            /** Vectors whose cost is not known. */
            public Complete(String model, List<float[]> vectors, Usage usage) {
                this(model, vectors, usage, OptionalLong.empty());
            }
        }

        record Failed(Failure failure) implements Vectors {}

        /** The same, with what they cost; a failure has no cost. */
        @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // as it comes from who knows it
        default Vectors costing(OptionalLong nanos) {
            return switch (this) {
                case Complete(var model, var vectors, var usage, var _) -> new Complete(model, vectors, usage, nanos);
                case Failed failed -> failed;
            };
        }
    }
}
