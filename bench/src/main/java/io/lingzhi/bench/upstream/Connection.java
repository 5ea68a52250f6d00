package io.lingzhi.bench.upstream;

import io.lingzhi.bench.wire.Manner;
import io.lingzhi.bench.wire.Protocol;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** One connection of the cheap upstream: reads a request to its end without looking at the body, and answers. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection, and that is seen
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
    private final Upstream upstream;
    private String path = "";
    private @Nullable Stream stream;

    Connection(Upstream upstream) {
        this.upstream = upstream;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpRequest request) {
            path = request.uri();
        }
        if (part instanceof LastHttpContent) {
            answer(context);
        }
    }

    private void answer(ChannelHandlerContext context) {
        Answers answers = upstream.answers(Protocol.ofPath(path));
        Manner manner = Manner.ofPath(path);
        switch (manner) {
            case JSON -> context.writeAndFlush(answers.whole().duplicate());
            case FLAT -> push(new Stream(context.channel(), answers, Manner.FLAT_CHUNKS));
            case BULK -> push(new Stream(context.channel(), answers, Manner.BULK_CHUNKS));
            case PACED, IDLE -> {
                Stream opened = new Stream(context.channel(), answers, 0);
                opened.open();
                upstream.wheel(manner).add(opened);
            }
        }
    }

    private void push(Stream opened) {
        stream = opened;
        opened.open();
        opened.push();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (stream != null && context.channel().isWritable()) {
            stream.push();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
