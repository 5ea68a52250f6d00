package io.lingzhi.assistant.knowledge;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells those who listen to a base how its documents come along, and keeps what is in work. For any thread. */
public final class ProgressFeed {
    private static final int HELD = 1_024;

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Map<String, Progress> inWork = new ConcurrentHashMap<>();

    /** One who listens. What it does not take in time is dropped, and {@link #missed} says so once. */
    public final class Listener implements AutoCloseable {
        private final BaseName base;
        private final BlockingQueue<Progress> held = new ArrayBlockingQueue<>(HELD);
        private final AtomicBoolean missed = new AtomicBoolean();

        private Listener(BaseName base) {
            this.base = base;
        }

        /** What happens next, or nothing within this time. */
        public Optional<Progress> next(Duration wait) throws InterruptedException {
            return Optional.ofNullable(held.poll(wait.toNanos(), TimeUnit.NANOSECONDS));
        }

        /** Whether something was dropped since the last call. */
        public boolean missed() {
            return missed.getAndSet(false);
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }

    Listener listen(BaseName base) {
        Listener listener = new Listener(base);
        listeners.add(listener);
        return listener;
    }

    void tell(BaseName base, Progress progress) {
        String key = key(base, progress.document().id());
        switch (progress.stage()) {
            case READING, EMBEDDING -> inWork.put(key, progress);
            case QUEUED, READY, FAILED, REMOVED -> inWork.remove(key);
        }
        for (Listener listener : listeners) {
            if (listener.base.equals(base) && !listener.held.offer(progress)) {
                listener.missed.set(true);
            }
        }
    }

    /** What is being done to this revision right now, else what its state tells. */
    Progress of(BaseName base, Document document) {
        Progress now = inWork.get(key(base, document.id()));
        return now != null && document.queued() && now.document().revision() == document.revision()
                ? now
                : Progress.of(document);
    }

    private static String key(BaseName base, String id) {
        return base + "/" + id;
    }
}
