package io.lingzhi.gateway;

import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.UpstreamReader;
import java.util.List;
import java.util.Optional;

/** How the clients of one protocol ask for vectors, and how its upstreams are asked. */
interface VectorWire {
    Protocol protocol();

    FailureEncoder failures();

    Asked read(ClientRequest request) throws RejectedException;

    /** The path of a translated call below an upstream's base URL. */
    String path(String upstreamModel);

    /** The body of a translated call. */
    byte[] encode(String upstreamModel, Texts texts);

    /** An upstream's answer to a translated call for so many texts. */
    Vectors decode(byte[] body, int count);

    UpstreamReader reader();

    /** One client's question. */
    interface Asked {
        ModelId model();

        /** What is asked, for an upstream of another protocol, and for the model inside the process. */
        Texts texts() throws RejectedException;

        /** Writes the answer. */
        byte[] answer(Vectors.Complete vectors);

        /** The path of the same call below the base URL of an upstream of this protocol. */
        String path(String upstreamModel);

        /** The body for such an upstream. */
        byte[] patched(String upstreamModel) throws RejectedException;
    }

    /**
     * What every protocol can say.
     *
     * @param dimensions the length of vector that is wanted, if the request names one
     * @param untold what else the request says
     */
    record Texts(List<String> texts, Optional<Integer> dimensions, List<Loss> untold) {
        public Texts {
            texts = List.copyOf(texts);
            untold = List.copyOf(untold);
        }
    }
}
