package io.lingzhi.assistant.knowledge.index;

import io.lingzhi.assistant.knowledge.text.Passage;

/** A passage with its vector. The vector is not copied, and nobody changes it. */
public final class Indexed {
    private final Passage passage;
    private final float[] vector;

    public Indexed(Passage passage, float[] vector) {
        this.passage = passage;
        this.vector = vector;
    }

    public Passage passage() {
        return passage;
    }

    public float[] vector() {
        return vector;
    }
}
