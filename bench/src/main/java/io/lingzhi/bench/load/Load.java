package io.lingzhi.bench.load;

import io.lingzhi.bench.wire.Loops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The load generator: one job at a time. Its methods may be called from any thread but its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // the turn is repeated until the loop is closed
public final class Load implements AutoCloseable {
    private static final int SLOW_READ = 1024;

    private final Loops loops = new Loops();

    /** Touched on the event loop only. */
    private @Nullable Run run;

    public Load() {
        loops.loop().scheduleAtFixedRate(this::turn, 1, 1, TimeUnit.MILLISECONDS);
    }

    private void turn() {
        if (run != null) {
            run.turn();
        }
    }

    /** Begins a job. The one before must have been ended. */
    public void start(Job job) {
        onLoop(() -> run = new Run(job, bootstrap(job)));
    }

    private Bootstrap bootstrap(Job job) {
        Bootstrap bootstrap = loops.client()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000);
        if (job.tempo().kind() != Job.Tempo.Kind.SLOW) {
            return bootstrap;
        }
        return bootstrap
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_RCVBUF, 4 * SLOW_READ)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(SLOW_READ).maxMessagesPerRead(1));
    }

    /** What was seen so far; times since the last look only. */
    public Tally look() {
        return onLoop(() -> running().look());
    }

    /**
     * Sends nothing more, and waits for what is under way, at most so long; what is left then is hung up on and counts
     * as cut. The times of the tally are those since the last look.
     */
    public Tally end(Duration most) {
        onLoop(() -> {
            running().end();
            return true;
        });
        long deadline = System.nanoTime() + most.toNanos();
        while (!onLoop(() -> running().over()) && System.nanoTime() < deadline) {
            loops.loop().schedule(() -> {}, 5, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        }
        Tally tally = onLoop(() -> running().finished());
        onLoop(() -> {
            running().hangUp();
            run = null;
            return true;
        });
        return tally;
    }

    private Run running() {
        if (run == null) {
            throw new IllegalStateException("no job was started");
        }
        return run;
    }

    private <T> T onLoop(Callable<T> work) {
        return loops.loop().submit(work).syncUninterruptibly().getNow();
    }

    @Override
    public void close() {
        onLoop(() -> {
            run = null;
            return true;
        });
        loops.close();
    }
}
