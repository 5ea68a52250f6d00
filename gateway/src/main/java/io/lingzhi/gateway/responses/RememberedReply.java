package io.lingzhi.gateway.responses;

import io.lingzhi.gateway.Reply;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.openairesponses.ResponseRecorder;
import io.lingzhi.llm.openairesponses.StoredResponse;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reply that reads along, streamed or whole, and hands over the response at its good end. What is too long to be kept
 * is sent all the same. Used on one event loop.
 */
final class RememberedReply implements Reply {
    private static final Logger LOG = LoggerFactory.getLogger(RememberedReply.class);
    /** The longest answer that is kept, in bytes. */
    private static final int MAX_BYTES = 8 << 20;

    /** How an answer ends that can be gone on from, be it cut by its limits. */
    private static final Set<String> GOOD = Set.of("completed", "incomplete");

    private final Reply client;
    private final Consumer<Answer> good;
    private final SseDecoder frames = new SseDecoder(MAX_BYTES);
    private final ResponseRecorder recorder = new ResponseRecorder(MAX_BYTES);
    private boolean reading;

    /** A response as it was sent, with its size in bytes. */
    record Answer(JsonValue.Obj response, long bytes) {
        StoredResponse stored(byte[] wholeRequest) {
            return StoredResponse.of(wholeRequest, response);
        }
    }

    RememberedReply(Reply client, Consumer<Answer> good) {
        this.client = client;
        this.good = good;
    }

    @Override
    public void whole(int status, Map<String, String> headers, byte[] body) {
        if (status == 200 && body.length <= MAX_BYTES) {
            keepWhole(body);
        }
        client.whole(status, headers, body);
    }

    private void keepWhole(byte[] body) {
        try {
            JsonValue.Obj response = Json.parseObject(body);
            if (GOOD.contains(response.string("status", ""))) {
                keep(response, body.length);
            }
        } catch (JsonSyntaxException e) {
            LOG.debug("an answer that is no JSON is not kept");
        }
    }

    private void keep(JsonValue.Obj response, long bytes) {
        if (!response.string("id", "").isEmpty()) {
            good.accept(new Answer(response, bytes));
        }
    }

    @Override
    public void head(int status, Map<String, String> headers) {
        reading = status == 200;
        client.head(status, headers);
    }

    @Override
    public void write(byte[] bytes) {
        if (reading) {
            try {
                frames.feed(bytes).forEach(recorder::accept);
            } catch (FrameTooLongException e) {
                reading = false;
            }
        }
        client.write(bytes);
    }

    @Override
    public void end() {
        if (reading) {
            recorder.response().ifPresent(response -> keep(response, Json.bytes(response).length));
        }
        client.end();
    }

    @Override
    public void stillWorking() {
        client.stillWorking();
    }

    @Override
    public void trailer(String name, String value) {
        client.trailer(name, value);
    }

    @Override
    public boolean congested() {
        return client.congested();
    }

    @Override
    public void onDrained(Runnable task) {
        client.onDrained(task);
    }

    @Override
    public void onGone(Runnable task) {
        client.onGone(task);
    }

    @Override
    public void execute(Runnable task) {
        client.execute(task);
    }
}
