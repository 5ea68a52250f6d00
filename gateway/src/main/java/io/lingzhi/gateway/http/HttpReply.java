package io.lingzhi.gateway.http;

import io.lingzhi.gateway.Reply;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One response of the server. Once the client is gone, or the response has ended, writing does nothing. */
final class HttpReply implements Reply {
    private final HttpServerResponse response;
    private final HttpVersion version;
    private final Context context;
    private final Runnable afterwards;
    private @Nullable Runnable gone;
    private @Nullable Runnable ended;
    private boolean over;

    /** @param afterwards runs once, when the response has ended or the client is gone */
    HttpReply(HttpServerResponse response, HttpVersion version, Context context, Runnable afterwards) {
        this.response = response;
        this.version = version;
        this.context = context;
        this.afterwards = afterwards;
        response.exceptionHandler(ignored -> lost());
        response.closeHandler(ignored -> lost());
    }

    private void lost() {
        if (conclude()) {
            told();
            if (gone != null) {
                gone.run();
            }
        }
    }

    private boolean conclude() {
        if (over) {
            return false;
        }
        over = true;
        afterwards.run();
        return true;
    }

    /** Runs the task once the response has ended, or the client is gone. */
    void onOver(Runnable task) {
        ended = task;
    }

    private void told() {
        if (ended != null) {
            ended.run();
        }
    }

    /** Leaves the response to another, who ends it; nothing is written here any more. */
    void leave() {
        over = true;
    }

    @Override
    public void whole(int status, Map<String, String> headers, byte[] body) {
        if (over) {
            return;
        }
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
        finish(wrapped(body));
    }

    @Override
    public void head(int status, Map<String, String> headers) {
        if (!over) {
            response.setStatusCode(status).setChunked(true);
            headers.forEach(response::putHeader);
        }
    }

    @Override
    public void write(byte[] bytes) {
        if (!over) {
            var _ = response.write(wrapped(bytes));
        }
    }

    /** A buffer over these bytes, and not over a copy: nobody changes them once they are given here. */
    private static Buffer wrapped(byte[] bytes) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
    }

    /** An informational response, 103: the final status stays open. A client of HTTP/1.0 knows none. */
    @Override
    public void stillWorking() {
        if (!over && !response.headWritten() && version != HttpVersion.HTTP_1_0) {
            var _ = response.writeEarlyHints(MultiMap.caseInsensitiveMultiMap());
        }
    }

    @Override
    public void trailer(String name, String value) {
        if (!over) {
            response.putTrailer(name, value);
        }
    }

    @Override
    public void end() {
        if (!over) {
            finish(Buffer.buffer());
        }
    }

    private void finish(Buffer last) {
        if (conclude()) {
            var _ = response.end(last);
            told();
        }
    }

    @Override
    public void breakOff() {
        if (conclude()) {
            var _ = response.reset();
            told();
        }
    }

    @Override
    public boolean congested() {
        return !over && response.writeQueueFull();
    }

    @Override
    public void onDrained(Runnable task) {
        response.drainHandler(ignored -> {
            response.drainHandler(null);
            task.run();
        });
    }

    @Override
    public void onGone(Runnable task) {
        gone = task;
        if (over) {
            task.run();
        }
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }
}
