package io.lingzhi.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a connection over HTTP/1.1 reads of a body. It stands between the codec and the library's own handler: a read
 * may hold hundreds of HTTP chunks, which are one event of a stream each, and the library gets them as one. Its pause
 * stops the socket at once, where the library's own reads on until a number of messages wait, of any size.
 */
final class BodyReads extends ChannelInboundHandlerAdapter {
    /**
     * Most bytes of one read, and about how many are handed on as one. A stream whose client reads slowly holds a few
     * such pieces, so they are small.
     */
    private static final int PIECE = 16 * 1024;

    private static final RecvByteBufAllocator READS = new AdaptiveRecvByteBufAllocator(256, 2048, PIECE);
    /** The library's handler, by its name. */
    private static final String LIBRARY = "handler";

    private final List<ByteBuf> pieces = new ArrayList<>();
    private int size;
    /** How many answers have come to their end here. */
    private int ended;
    /** Whether what comes now is an answer like 103, which another follows. */
    private boolean informational;

    private @Nullable ChannelHandlerContext context;

    /**
     * The reading of one answer. Once its end was read, the connection may serve another call, and this does nothing
     * any more, although its reader may still be behind.
     */
    final class Answer {
        private final int number = ended;

        void pause() {
            if (number == ended) {
                reads(false);
            }
        }

        void resume() {
            if (number == ended) {
                reads(true);
            }
        }
    }

    /** The answer to the request that is sent next over this connection; none over HTTP/2. */
    static Optional<Answer> next(HttpConnection connection) {
        return of(connection).map(BodyReads::next);
    }

    /** Those of a connection, which are put into it if they are not there. */
    private static Optional<BodyReads> of(HttpConnection connection) {
        if (!(connection instanceof ConnectionBase base)) {
            return Optional.empty();
        }
        ChannelPipeline pipeline = base.channel().pipeline();
        BodyReads there = pipeline.get(BodyReads.class);
        if (there != null || pipeline.get(HttpClientCodec.class) == null || pipeline.get(LIBRARY) == null) {
            return Optional.ofNullable(there);
        }
        BodyReads added = new BodyReads();
        pipeline.addBefore(LIBRARY, BodyReads.class.getSimpleName(), added);
        base.channel().config().setRecvByteBufAllocator(READS);
        return Optional.of(added);
    }

    Answer next() {
        return new Answer();
    }

    private void reads(boolean on) {
        if (context != null) {
            context.channel().config().setAutoRead(on);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext here, Object message) {
        if (message instanceof HttpContent chunk && !(message instanceof LastHttpContent)) {
            add(here, chunk.content());
        } else {
            handOn(here);
            follow(message);
            here.fireChannelRead(message);
        }
    }

    private void follow(Object message) {
        if (message instanceof HttpResponse head) {
            informational = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
        if (message instanceof LastHttpContent && !informational) {
            ended++;
            reads(true);
        }
    }

    private void add(ChannelHandlerContext here, ByteBuf piece) {
        if (!piece.isReadable()) {
            piece.release();
            return;
        }
        pieces.add(piece);
        size += piece.readableBytes();
        if (size >= PIECE) {
            handOn(here);
        }
    }

    private void handOn(ChannelHandlerContext here) {
        if (!pieces.isEmpty()) {
            here.fireChannelRead(new DefaultHttpContent(Unpooled.wrappedBuffer(taken())));
        }
    }

    private byte[] taken() {
        byte[] all = new byte[size];
        int at = 0;
        for (ByteBuf piece : pieces) {
            int length = piece.readableBytes();
            piece.readBytes(all, at, length);
            piece.release();
            at += length;
        }
        pieces.clear();
        size = 0;
        return all;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext here) {
        handOn(here);
        here.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext here) {
        handOn(here);
        here.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext here) {
        handOn(here);
    }
}
