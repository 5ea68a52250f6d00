package io.lingzhi.assistant.knowledge;

import java.util.Locale;

/**
 * How far the work on one document is.
 *
 * @param done passages whose vectors are made
 * @param total passages; 0 while that is not known
 */
public record Progress(Document document, Stage stage, int done, int total) {

    /** What is being done. */
    public enum Stage {
        QUEUED,
        READING,
        EMBEDDING,
        READY,
        FAILED,
        REMOVED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the document's own state tells. */
    public static Progress of(Document document) {
        return switch (document.state()) {
            case Document.State.Queued() -> new Progress(document, Stage.QUEUED, 0, 0);
            case Document.State.Ready(var _, int passages) -> new Progress(document, Stage.READY, passages, passages);
            case Document.State.Failed _ -> new Progress(document, Stage.FAILED, 0, 0);
        };
    }
}
