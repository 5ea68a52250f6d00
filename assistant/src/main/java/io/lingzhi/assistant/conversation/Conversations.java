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

    /** The conversation with this id as far as it has come; a new one where there is none yet. */
    public Conversation open(String keyId, String id) {
        return files.read(keyId, id).orElseGet(() -> Conversation.begun(id, clock.instant()));
    }

    /** A conversation in which nothing has been said, with an id of ours. */
    public Conversation begin() {
        return Conversation.begun(ids.get(), clock.instant());
    }

    /** Keeps a question and its answer; summarises older turns where it has become long. */
    public Conversation add(
            String keyId, String id, String question, String answer, String model, Summarising shorter) {
        Lock lock = locks[Math.floorMod((keyId + "/" + id).hashCode(), LOCKS)];
        lock.lock();
        try {
            Instant now = clock.instant();
            List<Turn> said = List.of(Turn.ofUser(question, now), Turn.ofModel(answer, model, now));
            Conversation longer = shortened(open(keyId, id).with(said, now), shorter);
            files.write(keyId, longer);
            files.keep(keyId, bounds.conversations());
            return longer;
        } finally {
            lock.unlock();
        }
    }

    private Conversation shortened(Conversation conversation, Summarising shorter) {
        int old = conversation.turns().size() - bounds.fresh();
        if (conversation.chars() <= bounds.chars() || old <= 0) {
            return conversation;
        }
        List<Turn> older = conversation.turns().subList(0, old);
        String summary = shorter.of(conversation.summary(), older)
                .orElseGet(() ->
                        conversation.summary().map(before -> before + "\n").orElse("") + "(" + old
                                + " earlier turns could not be summarised and were left out)");
        return conversation.shortened(old, cut(summary));
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
