package io.lingzhi.assistant.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Gathers one request's body up to a limit. Event loop only. What comes beyond the limit is read and thrown away. */
final class BodyCollector {
    private final int limit;
    private final Promise<byte[]> whole = Promise.promise();
    private final Buffer gathered = Buffer.buffer();

    private BodyCollector(int limit) {
        this.limit = limit;
    }

    /** The body; or a {@link ProblemException} when it is too large; or another failure when the client is gone. */
    static Future<byte[]> collect(HttpServerRequest request, int limit) {
        BodyCollector collector = new BodyCollector(limit);
        request.handler(collector::take);
        request.endHandler(ignored -> collector.whole.tryComplete(collector.gathered.getBytes()));
        request.exceptionHandler(collector.whole::tryFail);
        return collector.whole.future();
    }

    private void take(Buffer piece) {
        if (whole.future().isComplete()) {
            return;
        }
        if (gathered.length() + (long) piece.length() > limit) {
            whole.tryFail(tooLarge(limit));
        } else {
            gathered.appendBuffer(piece);
        }
    }

    static ProblemException tooLarge(int limit) {
        return new ProblemException(Problem.of(ProblemKind.BODY_TOO_LARGE, Wording.bodyTooLarge(limit)));
    }
}
