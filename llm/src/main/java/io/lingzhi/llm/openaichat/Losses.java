package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Loss;
import java.util.ArrayList;
import java.util.List;

/** Collects what one request says and its upstream cannot be told. Used by one thread at a time. */
final class Losses {
    private final List<Loss> losses = new ArrayList<>();

    void add(String path, String reason) {
        losses.add(new Loss(path, reason));
    }

    List<Loss> all() {
        return List.copyOf(losses);
    }
}
