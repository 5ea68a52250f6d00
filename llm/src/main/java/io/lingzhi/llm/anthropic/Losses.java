package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Loss;
import java.util.ArrayList;
import java.util.List;

/** Collects what a request says and this protocol cannot. Used by one thread at a time. */
final class Losses {
    private final List<Loss> losses = new ArrayList<>();

    void add(String path, String reason) {
        losses.add(new Loss(path, reason));
    }

    void addIf(boolean lost, String path, String reason) {
        if (lost) {
            add(path, reason);
        }
    }

    List<Loss> all() {
        return List.copyOf(losses);
    }
}
