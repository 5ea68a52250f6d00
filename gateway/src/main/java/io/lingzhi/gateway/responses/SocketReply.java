package io.lingzhi.gateway.responses;

import io.lingzhi.gateway.Reply;
import io.lingzhi.gateway.SocketPeer;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.openairesponses.ResponseRecorder;
import io.lingzhi.llm.openairesponses.SocketError;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The answer to one request over a WebSocket: takes the stream of events that an HTTP client would get, and sends each
 * event's data as a message. Used on the connection's event loop.
 */
final class SocketReply implements Reply {
    /** The longest event, and the longest answer that the connection remembers, in bytes. */
    private static final int MAX_BYTES = 16 << 20;

    private final SocketPeer peer;
    private final Consumer<Optional<JsonValue.Obj>> ended;
    private final SseDecoder frames = new SseDecoder(MAX_BYTES);
    private final ResponseRecorder recorder = new ResponseRecorder(MAX_BYTES);
    private Runnable gone = () -> {};
    private boolean over;

    /** @param ended hears once of the end, with the whole response if it was a good one */
    SocketReply(SocketPeer peer, Consumer<Optional<JsonValue.Obj>> ended) {
        this.peer = peer;
        this.ended = ended;
    }

    @Override
    public void whole(int status, Map<String, String> headers, byte[] body) {
        send(Json.bytes(event(status, headers, body)));
        end();
    }

    private static JsonValue.Obj event(int status, Map<String, String> headers, byte[] body) {
        try {
            JsonValue.Obj answer = Json.parseObject(body);
            return status == 200
                    ? Json.object()
                            .put("type", "response.completed")
                            .put("response", answer)
                            .build()
                    : SocketError.event(status, headers, answer.object("error"));
        } catch (JsonSyntaxException e) {
            return SocketError.event(new Failure.InternalFault("the gateway gave an answer that is no JSON"));
        }
    }

    @Override
    public void head(int status, Map<String, String> headers) {}

    @Override
    public void write(byte[] bytes) {
        if (over) {
            return;
        }
        try {
            for (Frame frame : frames.feed(bytes)) {
                recorder.accept(frame);
                if (frame.data().length > 0) {
                    send(frame.data());
                }
            }
        } catch (FrameTooLongException e) {
            send(Json.bytes(SocketError.event(new Failure.UpstreamFault("an event is too long: " + e.getMessage()))));
            gone.run();
            end();
        }
    }

    private void send(byte[] data) {
        if (!over) {
            peer.send(new String(data, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void end() {
        if (!over) {
            over = true;
            ended.accept(recorder.response());
        }
    }

    /** The client is gone: what runs for it must stop. */
    void gone() {
        if (!over) {
            over = true;
            gone.run();
        }
    }

    @Override
    public boolean congested() {
        return peer.congested();
    }

    @Override
    public void onDrained(Runnable task) {
        peer.onDrained(task);
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
        peer.execute(task);
    }
}
