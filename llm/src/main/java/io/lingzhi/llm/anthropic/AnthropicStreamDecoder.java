package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import java.util.List;

/**
 * Reads a stream of Messages events. An event's kind is the {@code type} in its data, or its name where the data have
 * none; kinds that came after this was written change nothing. Only {@code message_stop} is a good end.
 */
final class AnthropicStreamDecoder implements StreamDecoder {
    private final MessageReader reader = new MessageReader();

    @Override
    public List<StreamEvent> decode(Frame frame) {
        if (reader.ended() || isBlank(frame.data())) {
            return List.of();
        }
        try {
            read(frame.event(), Json.parseObject(frame.data()));
        } catch (JsonSyntaxException e) {
            reader.fail(new Failure.UpstreamFault(
                    "The upstream sent an event that is no piece of an answer: " + e.getMessage() + "."));
        } catch (BrokenAnswerException e) {
            reader.fail(new Failure.UpstreamFault(String.valueOf(e.getMessage())));
        }
        return reader.taken();
    }

    @Override
    public List<StreamEvent> end() {
        if (!reader.ended()) {
            reader.fail(new Failure.UpstreamFault(
                    "The upstream's answer was cut: it ended without a message_stop. Ask again."));
        }
        return reader.taken();
    }

    private void read(String name, JsonValue.Obj event) throws BrokenAnswerException {
        long index = event.integer("index").orElse(0L);
        switch (event.string("type", name)) {
            case "message_start" -> reader.start(event.object("message"));
            case "content_block_start" -> reader.startBlock(index, event.object("content_block"));
            case "content_block_delta" -> reader.delta(index, event.object("delta"));
            case "content_block_stop" -> reader.stopBlock(index);
            case "message_delta" -> {
                reader.stopReason(event.object("delta"));
                reader.usage(event);
            }
            case "message_stop" -> reader.end();
            case "error" -> reader.fail(FailureDecoder.inAnswer(event));
            default -> failIfError(event);
        }
    }

    /** Some upstreams send an error without saying that it is one. */
    private void failIfError(JsonValue.Obj event) {
        if (event.get("error") != JsonValue.Null.NULL) {
            reader.fail(FailureDecoder.inAnswer(event));
        }
    }

    private static boolean isBlank(byte[] data) {
        for (byte b : data) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
