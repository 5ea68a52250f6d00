package io.lingzhi.bench.load;

import io.lingzhi.bench.load.Job.Tempo;
import io.lingzhi.bench.load.Tally.Errors;
import io.lingzhi.bench.load.Tally.Times;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One job under way. Everything happens on one event loop. Arrivals that find no free connection wait in line with the
 * instant at which they were due, so a slow answer makes the next ones late in the figures as it would for users.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection, and that is seen
final class Run {
    private static final int LONGEST_LINE = 1_000_000;

    private final Job job;
    private final Bootstrap bootstrap;
    private final byte[] body;
    private final Histogram times = new Histogram();
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Deque<Long> line = new ArrayDeque<>();
    private final List<ChannelHandlerContext> connected = new ArrayList<>();
    private final long begun = System.nanoTime();
    private long arrived;
    private int connections;
    private int opened;
    private boolean ending;
    private long answered;
    private long marks;
    private long open;
    private long refused;
    private long badStatus;
    private long cut;
    private long wrong;
    private long reads;

    private record Idle(Caller caller, ChannelHandlerContext context) {}

    Run(Job job, Bootstrap bootstrap) {
        this.job = job;
        this.bootstrap = bootstrap;
        this.body = Bodies.of(job.ask());
    }

    /** Opens connections and lets requests arrive as far as it is time; called each millisecond. */
    void turn() {
        if (ending) {
            return;
        }
        long elapsed = System.nanoTime() - begun;
        Tempo tempo = job.tempo();
        switch (tempo.kind()) {
            case CLOSED -> openUpTo(tempo.connections());
            case OPEN -> arrive(elapsed, tempo);
            case ONCE -> openUpTo((int) Math.min(tempo.connections(), elapsed * tempo.number() / 1_000_000_000 + 1));
            case SLOW -> {
                openUpTo(tempo.connections());
                readSlowly(elapsed);
            }
        }
    }

    private void openUpTo(int wanted) {
        int there = job.tempo().kind() == Tempo.Kind.CLOSED ? connections : opened;
        for (int missing = wanted - there; missing > 0; missing--) {
            connect();
        }
    }

    private void arrive(long elapsed, Tempo tempo) {
        long wanted = elapsed * tempo.number() / 1_000_000_000;
        while (arrived < wanted && line.size() < LONGEST_LINE) {
            line.add(begun + arrived * 1_000_000_000 / tempo.number());
            arrived++;
        }
        serve();
    }

    private void serve() {
        while (!line.isEmpty() && !idle.isEmpty()) {
            Idle next = idle.removeLast();
            send(next.caller(), next.context(), line.remove());
        }
        if (!line.isEmpty() && connections < job.tempo().connections()) {
            connect();
        }
    }

    private void connect() {
        connections++;
        Caller caller = new Caller(this, request(opened++));
        ChannelFuture connecting =
                bootstrap.clone().handler(new Pipeline(caller)).connect("127.0.0.1", job.port());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                connections--;
                refused++;
            }
        });
    }

    private static final class Pipeline extends ChannelInitializer<Channel> {
        private final Caller caller;

        Pipeline(Caller caller) {
            this.caller = caller;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new HttpResponseDecoder(), caller);
        }
    }

    private ByteBuf request(int number) {
        String key = job.key().isEmpty() ? "" : "authorization: Bearer " + job.key() + "\r\n";
        String head = "POST " + job.path() + " HTTP/1.1\r\nhost: 127.0.0.1:" + job.port() + "\r\n"
                + "content-type: application/json\r\nsession-id: bench-" + number + "\r\n"
                + "anthropic-version: 2023-06-01\r\n" + key
                + "content-length: " + body.length + "\r\n\r\n";
        byte[] ascii = head.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(ascii, body));
    }

    private void send(Caller caller, ChannelHandlerContext context, long due) {
        open++;
        caller.ask(context, due);
    }

    /** A connection is free for the next request. */
    void ready(Caller caller, ChannelHandlerContext context) {
        if (ending) {
            context.close();
            return;
        }
        switch (job.tempo().kind()) {
            case CLOSED -> send(caller, context, System.nanoTime());
            case OPEN -> {
                idle.add(new Idle(caller, context));
                serve();
            }
            case ONCE -> askOnce(caller, context);
            case SLOW -> {
                context.channel().config().setAutoRead(false);
                askOnce(caller, context);
            }
        }
    }

    private void askOnce(Caller caller, ChannelHandlerContext context) {
        if (caller.used()) {
            context.close();
        } else {
            connected.add(context);
            send(caller, context, System.nanoTime());
        }
    }

    /** An answer has come to its end. */
    void ended(int status, int seen, long due) {
        open--;
        int expected = job.expected().marks();
        if (status != 200) {
            badStatus++;
        } else if (seen == 0 || (expected > 0 && seen != expected)) {
            wrong++;
        } else {
            answered++;
        }
        if (!job.expected().timed()) {
            times.record(System.nanoTime() - due);
        }
    }

    void mark(long sentNanos) {
        marks++;
        if (job.expected().timed()) {
            times.record(System.nanoTime() - sentNanos);
        }
    }

    /** A connection is closed; {@code asking} with an answer outstanding. */
    void gone(Caller caller, boolean asking) {
        connections--;
        idle.removeIf(one -> one.caller() == caller);
        if (asking) {
            open--;
            cut++;
        }
    }

    private void readSlowly(long elapsed) {
        // Each read takes at most 1 KB, see Load: so many reads a second.
        long wanted = elapsed * job.tempo().number() / 1024 / 1_000_000_000;
        if (reads < wanted) {
            reads++;
            connected.forEach(ChannelHandlerContext::read);
        }
    }

    Tally look() {
        Tally tally = new Tally(answered, marks, open, new Errors(refused, badStatus, cut, wrong), Times.of(times));
        times.clear();
        return tally;
    }

    /** Sends nothing more. What is under way may end. */
    void end() {
        ending = true;
        line.clear();
        idle.forEach(one -> one.context().close());
    }

    /** Whether everything that was sent has been answered. */
    boolean over() {
        return open == 0;
    }

    /** The last look: what is still under way counts as cut. */
    Tally finished() {
        cut += open;
        Tally tally = look();
        cut -= open;
        return tally;
    }

    /** Hangs up on all that is connected. */
    void hangUp() {
        connected.forEach(ChannelHandlerContext::close);
    }
}
