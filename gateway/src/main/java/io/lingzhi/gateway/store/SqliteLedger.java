package io.lingzhi.gateway.store;

import io.lingzhi.gateway.usage.Ledger;
import io.lingzhi.gateway.usage.LedgerHealth;
import io.lingzhi.gateway.usage.RequestRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in {@code lingzhi.db} of the data folder. Any thread may record; one thread of its own writes, in
 * transactions of up to {@value #BATCH_LIMIT} requests or what came within {@link #GATHER}. So {@code kill -9} loses at
 * most the last second, and {@link #close()} loses nothing while the disk takes the rows.
 *
 * <p>When the disk does not take them (full, locked), the writer tries again until it does; the queue holds what comes
 * meanwhile. What does not fit any more is counted in {@link #lost()} and logged.
 */
public final class SqliteLedger implements Ledger, AutoCloseable {
    /** Most requests that wait to be written. */
    public static final int QUEUE_LIMIT = 65_536;

    static final int BATCH_LIMIT = 1000;
    static final Duration GATHER = Duration.ofMillis(250);
    static final Duration CLOSE_DEADLINE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(SqliteLedger.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofSeconds(1);

    private final Path path;
    private final LedgerWriter writer;
    private final LongSupplier nanoTime;
    private final Duration closeDeadline;
    private final RecordQueue queue;
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile Optional<String> problem = Optional.empty();

    // Of the writing thread only.
    private long complainedOf;
    private long complainedAtNanos;

    private SqliteLedger(LedgerFile file, LongSupplier nanoTime, int queueLimit, Duration closeDeadline) {
        this.path = file.path();
        this.writer = new LedgerWriter(file);
        this.nanoTime = nanoTime;
        this.closeDeadline = closeDeadline;
        this.queue = new RecordQueue(queueLimit, BATCH_LIMIT);
        this.thread = Thread.ofPlatform().daemon().name("ledger-writer").unstarted(this::run);
    }

    /**
     * Opens the ledger of a data folder; makes the folder (for its owner only), the file and the tables if need be.
     *
     * @param nanoTime a clock as {@link System#nanoTime()}
     * @throws StoreException the folder or the file cannot be used
     */
    public static SqliteLedger open(Path data, LongSupplier nanoTime) {
        return open(data, nanoTime, QUEUE_LIMIT, CLOSE_DEADLINE);
    }

    static SqliteLedger open(Path data, LongSupplier nanoTime, int queueLimit, Duration closeDeadline) {
        SqliteLedger ledger = new SqliteLedger(LedgerFile.in(data), nanoTime, queueLimit, closeDeadline);
        ledger.thread.start();
        return ledger;
    }

    @Override
    public void record(RequestRecord request) {
        if (!queue.offer(request)) {
            lost.incrementAndGet();
        }
    }

    /** How many requests were never written since the start. */
    public long lost() {
        return lost.get();
    }

    public LedgerHealth health() {
        return new LedgerHealth(queue.size(), lost(), problem);
    }

    /** Writes what is left, within a deadline of ten seconds, and closes the database. What comes later is lost. */
    @Override
    public void close() {
        queue.close();
        try {
            if (!thread.join(closeDeadline)) {
                lost.addAndGet(queue.abandon());
                boolean ended = thread.join(LedgerFile.BUSY_TIMEOUT.multipliedBy(2));
                LOG.error(
                        "The ledger {} was not written to its end within {}; requests lost: {}{}",
                        path,
                        closeDeadline,
                        lost(),
                        ended ? "" : " and those of a write that still hangs");
            }
        } catch (InterruptedException e) {
            lost.addAndGet(queue.abandon());
            LOG.error("Closing the ledger {} was interrupted; requests lost: {} or more", path, lost());
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (writer) {
            while (!queue.ended()) {
                List<RequestRecord> batch = queue.nextBatch(IDLE, GATHER);
                if (!batch.isEmpty()) {
                    write(batch);
                }
                complainOfLosses();
            }
            if (lost() > complainedOf) {
                LOG.error("The ledger {} ends; requests lost since the start: {}", path, lost());
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread on purpose: say so, count, and refuse what comes.
            lost.addAndGet(queue.abandon());
            problem = Optional.of("the writing thread was interrupted; restart the server");
            LOG.error("The ledger's writing thread was interrupted; nothing more is written until a restart");
        }
    }

    /** Tries until the batch is written or given up. */
    private void write(List<RequestRecord> batch) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        boolean written = false;
        try {
            written = written(batch);
            while (!written && !queue.abandoned()) {
                complainOfLosses();
                queue.pause(queue.closed() ? FIRST_PAUSE : pause);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                written = written(batch);
            }
        } finally {
            lost.addAndGet(written ? 0 : batch.size());
        }
    }

    private boolean written(List<RequestRecord> batch) {
        try {
            lost.addAndGet(writer.write(batch));
            if (problem.isPresent()) {
                LOG.info("The ledger {} is written again", path);
                problem = Optional.empty();
            }
            return true;
        } catch (StoreException e) {
            LOG.error("The ledger is not written, {} requests wait: {}", queue.size() + batch.size(), e.getMessage());
            problem = Optional.of(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void complainOfLosses() {
        long now = nanoTime.getAsLong();
        long count = lost();
        boolean due = complainedOf == 0 || now - complainedAtNanos >= BETWEEN_COMPLAINTS.toNanos();
        if (count > complainedOf && due) {
            LOG.error("The ledger {} could not take all requests; lost so far: {}", path, count);
            complainedOf = count;
            complainedAtNanos = now;
        }
    }
}
