package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Loss;
import java.util.ArrayList;
import java.util.List;

/** Collects what one request says and Gemini cannot, in the order in which it is met. */
final class Losses {
    private final List<Loss> losses = new ArrayList<>();

    void add(String path, String reason) {
        losses.add(new Loss(path, reason));
    }

    List<Loss> all() {
        return List.copyOf(losses);
    }
}
