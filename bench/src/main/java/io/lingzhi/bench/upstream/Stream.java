package io.lingzhi.bench.upstream;

import io.lingzhi.bench.wire.Marks;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** One streamed answer under way. All calls come from its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection, and that is seen
final class Stream {
    private final Channel channel;
    private final Answers answers;
    private long left;

    /** A stream of so many chunks, which {@link #push} sends; {@link #tick} and {@link #end} do not count. */
    Stream(Channel channel, Answers answers, long chunks) {
        this.channel = channel;
        this.answers = answers;
        this.left = chunks;
    }

    void open() {
        channel.write(answers.opening().duplicate());
    }

    boolean gone() {
        return !channel.isActive();
    }

    /** Sends as much as the connection takes now, and the end after the last chunk. */
    void push() {
        while (left > 0 && channel.isWritable()) {
            channel.write(chunk());
            left--;
        }
        if (left == 0) {
            left = -1;
            channel.write(answers.closing().duplicate());
        }
        channel.flush();
    }

    /** Sends one chunk at once. */
    void tick() {
        channel.writeAndFlush(chunk());
    }

    void end() {
        channel.writeAndFlush(answers.closing().duplicate());
    }

    private ByteBuf chunk() {
        ByteBuf chunk = channel.alloc().directBuffer(answers.chunk().readableBytes());
        chunk.writeBytes(answers.chunk().duplicate());
        Marks.write(chunk, answers.digitsAt(), System.nanoTime());
        return chunk;
    }
}
