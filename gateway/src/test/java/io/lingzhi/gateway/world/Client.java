package io.lingzhi.gateway.world;

import io.lingzhi.gateway.Reply;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client over HTTP. Takes what it is sent as an HTTP response would, and as slowly as it likes. */
final class Client implements Reply {
    private final Ask ask;
    private final VirtualLoop loop;
    private final Trace trace;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable Runnable whenGone;
    private @Nullable Runnable whenDrained;
    private int status;
    private boolean stream;
    private boolean ended;
    private boolean gone;
    private boolean congested;
    private boolean begun;
    private long begunAt;
    private int writes;
    private int afterTheEnd;

    Client(Ask ask, VirtualLoop loop, Trace trace) {
        this.ask = ask;
        this.loop = loop;
        this.trace = trace;
    }

    @Override
    public void whole(int answered, Map<String, String> headers, byte[] body) {
        head(answered, headers);
        stream = false;
        write(body);
        end();
    }

    @Override
    public void head(int answered, Map<String, String> headers) {
        if (!gone) {
            afterTheEnd += ended || status != 0 ? 1 : 0;
            status = answered;
            stream = true;
            trace.say("request %d: the client is sent %d", ask.number(), answered);
        }
    }

    @Override
    public void write(byte[] piece) {
        if (gone) {
            return;
        }
        afterTheEnd += ended ? 1 : 0;
        if (!begun && !keepsAlive(piece)) {
            begunAt = loop.getAsLong();
            begun = true;
        }
        bytes.writeBytes(piece);
        writes++;
        switch (ask.patience()) {
            case Ask.Patience.Endless(), Ask.Patience.LeavesAfter _ -> {}
            case Ask.Patience.Slow(long nanos) -> {
                if (!congested && writes % 3 == 1) {
                    congested = true;
                    var _ = loop.later(nanos, this::drain);
                }
            }
            case Ask.Patience.Stuck() -> congested = true;
        }
    }

    private boolean keepsAlive(byte[] piece) {
        return ask.wire().filter(wire -> Arrays.equals(wire.keepAlive(), piece)).isPresent();
    }

    private void drain() {
        congested = false;
        Runnable task = whenDrained;
        whenDrained = null;
        if (task != null && !gone) {
            task.run();
        }
    }

    @Override
    public void end() {
        if (!gone) {
            afterTheEnd += ended ? 1 : 0;
            ended = true;
            trace.say("request %d: the client's answer ends", ask.number());
        }
    }

    /** The client goes away, if it has not got its answer yet. */
    void leave() {
        if (!ended && !gone) {
            trace.say("request %d: the client leaves", ask.number());
            gone = true;
            Runnable task = whenGone;
            if (task != null) {
                task.run();
            }
        }
    }

    @Override
    public boolean congested() {
        return congested && !ended && !gone;
    }

    @Override
    public void onDrained(Runnable task) {
        whenDrained = task;
    }

    @Override
    public void onGone(Runnable task) {
        whenGone = task;
        if (gone) {
            task.run();
        }
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** Whether anything of an answer was sent. */
    boolean begun() {
        return begun;
    }

    /** When that was. */
    long begunAt() {
        return begunAt;
    }

    boolean ended() {
        return ended;
    }

    boolean gone() {
        return gone;
    }

    int status() {
        return status;
    }

    /** Whether the answer came piece by piece. */
    boolean stream() {
        return stream;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** How often it was sent something behind the end, or a second beginning. */
    int afterTheEnd() {
        return afterTheEnd;
    }
}
