package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.knowledge.document.Format;
import io.lingzhi.assistant.knowledge.document.Unreadable;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A document of a base, and how far it has come.
 *
 * @param id made of its name, so that the same name is the same document
 * @param revision counts what was put under that name, from 1; work on an older one is thrown away
 */
public record Document(String id, int revision, Source source, State state, Instant addedAt, Instant updatedAt) {

    /**
     * What was sent.
     *
     * @param hash SHA-256 of the bytes, in hexadecimal digits
     */
    public record Source(String name, Format format, long bytes, String hash, Map<String, String> metadata) {
        public Source {
            metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        }
    }

    /** How far it has come. */
    public sealed interface State {
        /** Its passages are not in the index yet, or those of an older revision are. */
        record Queued() implements State {}

        /** @param characters length of its text */
        record Ready(int characters, int passages) implements State {}

        /** Nothing of this revision is in the index. */
        record Failed(Unreadable reason) implements State {}
    }

    Document with(State other, Instant now) {
        return new Document(id, revision, source, other, addedAt, now);
    }

    /** The next revision, to be worked on. */
    Document next(Source other, Instant now) {
        return new Document(id, revision + 1, other, new State.Queued(), addedAt, now);
    }

    boolean queued() {
        return state instanceof State.Queued;
    }
}
