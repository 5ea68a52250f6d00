package io.lingzhi.assistant.conversation;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The conversations of all client keys; each key sees its own only. Calls block on the disk. Two requests in one
 * conversation are written one after the other, and neither loses what the other said.
 */
public final class Conversations {
    private static final int LOCKS = 64;
    private static final int MOST_LISTED = 100;

    private final ConversationFiles files;
    private final Bounds bounds;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

    /** @param ids makes the ids of conversations that are begun without one */
    public Conversations(Path folder, Bounds bounds, InstantSource clock, Supplier<String> ids) {
        this.files = new ConversationFiles(folder);
        this.bounds = bounds;
        this.clock = clock;
        this.ids = ids;
    }

    /** Whether a text can be a conversation's id: letters, digits, dashes and underscores, up to 64. */
    public static boolean isId(String id) {
        return ConversationFiles.isId(id);
    }

    /** Whether anything is kept. */
    public boolean kept() {
        return bounds.conversations() > 0;
    }

    /** The conversation with this id as far as it has come; a new one where there is none yet. */
    public Conversation open(String keyId, String id) {
        return files.read(keyId, id).orElseGet(() -> Conversation.begun(id, clock.instant()));
    }

    /** A conversation in which nothing has been said, with an id of ours. */
    public Conversation begin() {
        return Conversation.begun(ids.get(), clock.instant());
    }

    /** Keeps a question and its answer. */
    public Conversation add(String keyId, String id, String question, String answer, String model) {
        Lock lock = lock(keyId, id);
        lock.lock();
        try {
            Instant now = clock.instant();
            List<Turn> said = List.of(Turn.ofUser(question, now), Turn.ofModel(answer, model, now));
            Conversation longer = open(keyId, id).with(said, now);
            files.write(keyId, longer);
            files.keep(keyId, bounds.conversations());
            return longer;
        } finally {
            lock.unlock();
        }
    }

    /** Whether older turns should be summarised: it has become long. */
    public boolean isLong(Conversation conversation) {
        return conversation.chars() > bounds.chars() && conversation.turns().size() > bounds.fresh();
    }

    /**
     * Summarises the older turns of one that is long. What is said while the model works is kept; what was deleted or
     * summarised by another meanwhile is left as it is.
     */
    public void shorten(String keyId, String id, Summarising shorter) {
        Optional<Conversation> found = files.read(keyId, id).filter(this::isLong);
        if (found.isEmpty()) {
            return;
        }
        Conversation before = found.get();
        int old = before.turns().size() - bounds.fresh();
        String summary = summary(before, old, shorter);
        Lock lock = lock(keyId, id);
        lock.lock();
        try {
            files.read(keyId, id)
                    .filter(now -> now.summarised() == before.summarised())
                    .ifPresent(now -> files.write(keyId, now.shortened(old, summary)));
        } finally {
            lock.unlock();
        }
    }

    private Lock lock(String keyId, String id) {
        return locks[Math.floorMod((keyId + "/" + id).hashCode(), LOCKS)];
    }

    private String summary(Conversation conversation, int old, Summarising shorter) {
        List<Turn> older = conversation.turns().subList(0, old);
        String summary = shorter.of(conversation.summary(), older)
                .orElseGet(() ->
                        conversation.summary().map(before -> before + "\n").orElse("") + "(" + old
                                + " earlier turns could not be summarised and were left out)");
        return cut(summary);
    }

    private String cut(String summary) {
        int most = bounds.chars() / 4;
        return summary.length() <= most ? summary : "…" + summary.substring(summary.length() - most + 1);
    }

    /** Those of a key, the one that was used last first, a hundred at most. */
    public List<Conversation> list(String keyId) {
        return files.newest(keyId, MOST_LISTED);
    }

    /** One of a key's. */
    public Optional<Conversation> read(String keyId, String id) {
        return files.read(keyId, id);
    }

    /** Forgets one; false when there was none. */
    public boolean delete(String keyId, String id) {
        return files.delete(keyId, id);
    }
}
