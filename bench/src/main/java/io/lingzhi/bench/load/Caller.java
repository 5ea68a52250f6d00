package io.lingzhi.bench.load;

import io.lingzhi.bench.wire.Marks;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/** One connection of the load generator: one request at a time, and what comes back for it. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection, and that is seen
final class Caller extends SimpleChannelInboundHandler<HttpObject> {
    private final Run run;
    private final ByteBuf request;
    private final Marks marks = new Marks();
    private boolean asking;
    private boolean used;
    private long due;
    private int status;
    private int seen;

    /** @param request the bytes of each request; never released */
    Caller(Run run, ByteBuf request) {
        this.run = run;
        this.request = request;
    }

    /** Sends the request, which was due at this instant. */
    void ask(ChannelHandlerContext context, long dueNanos) {
        asking = true;
        used = true;
        due = dueNanos;
        status = 0;
        seen = 0;
        context.writeAndFlush(request.duplicate());
    }

    /** Whether it has ever asked. */
    boolean used() {
        return used;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        run.ready(this, context);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpResponse response) {
            status = response.status().code();
        }
        if (part instanceof HttpContent content) {
            marks.scan(content.content(), this::mark);
        }
        if (part instanceof LastHttpContent && asking && status >= 200) {
            asking = false;
            run.ended(status, seen, due);
            run.ready(this, context);
        }
    }

    private void mark(long sentNanos) {
        seen++;
        run.mark(sentNanos);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        run.gone(this, asking);
        asking = false;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
