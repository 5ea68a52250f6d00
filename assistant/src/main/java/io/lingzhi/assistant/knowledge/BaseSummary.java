package io.lingzhi.assistant.knowledge;

import java.util.List;

/**
 * What a base holds.
 *
 * @param outdated whether the settings have changed since it was built, so that indexing again is worth while
 */
public record BaseSummary(
        BaseName name, int documents, int ready, int queued, int failed, long passages, boolean outdated) {

    static BaseSummary of(BaseName name, List<Document> documents, boolean outdated) {
        int ready = 0;
        int failed = 0;
        long passages = 0;
        for (Document document : documents) {
            switch (document.state()) {
                case Document.State.Queued() -> {}
                case Document.State.Ready(var _, int own) -> {
                    ready++;
                    passages += own;
                }
                case Document.State.Failed _ -> failed++;
            }
        }
        int queued = documents.size() - ready - failed;
        return new BaseSummary(name, documents.size(), ready, queued, failed, passages, outdated);
    }
}
