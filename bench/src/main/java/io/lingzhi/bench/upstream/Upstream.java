package io.lingzhi.bench.upstream;

import io.lingzhi.bench.wire.Loops;
import io.lingzhi.bench.wire.Manner;
import io.lingzhi.bench.wire.Protocol;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The cheap upstream, on 127.0.0.1 and one event loop. Its answer depends on the path alone: {@link Manner} in front,
 * {@link Protocol} behind.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the turn is repeated until the loop is closed
public final class Upstream implements AutoCloseable {
    private static final int BACKLOG = 8192;
    private static final Duration PACE = Duration.ofMillis(100);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Loops loops = new Loops();
    private final Map<Protocol, Answers> answers = new EnumMap<>(Protocol.class);
    private final Wheel paced = new Wheel(PACE);
    private final Wheel idle = new Wheel(HEARTBEAT);
    private final Channel channel;

    /** @param port 0 for any free one */
    public Upstream(int port) throws IOException {
        for (Protocol protocol : Protocol.values()) {
            answers.put(protocol, Answers.of(protocol));
        }
        channel = listen(port);
        loops.loop().scheduleAtFixedRate(this::turn, 1, 1, TimeUnit.MILLISECONDS);
    }

    private Channel listen(int port) throws IOException {
        try {
            return loops.server()
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel child) {
                            child.pipeline().addLast(new HttpRequestDecoder(), new Connection(Upstream.this));
                        }
                    })
                    .bind("127.0.0.1", port)
                    .syncUninterruptibly()
                    .channel();
        } catch (RuntimeException e) {
            loops.close();
            throw new IOException("the upstream of the benchmark cannot listen on port " + port, e);
        }
    }

    private void turn() {
        long millis = System.nanoTime() / 1_000_000;
        paced.turn(millis);
        idle.turn(millis);
    }

    Answers answers(Protocol protocol) {
        return java.util.Objects.requireNonNull(answers.get(protocol));
    }

    Wheel wheel(Manner manner) {
        return manner == Manner.IDLE ? idle : paced;
    }

    public int port() {
        return ((java.net.InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Ends all paced and idle streams in order. Returns how many chunks they were sent since the last end. */
    public long endStreams() {
        return loops.loop()
                .submit(() -> paced.end() + idle.end())
                .syncUninterruptibly()
                .getNow();
    }

    @Override
    public void close() {
        loops.close();
    }
}
