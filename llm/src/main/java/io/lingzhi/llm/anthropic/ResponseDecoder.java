package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.util.List;

/** Reads a whole message, block by block, as a stream would tell it. */
final class ResponseDecoder {
    private ResponseDecoder() {}

    static List<StreamEvent> decode(byte[] body) {
        MessageReader reader = new MessageReader();
        try {
            read(reader, Json.parseObject(body));
        } catch (JsonSyntaxException e) {
            reader.fail(new Failure.UpstreamFault("The upstream's answer cannot be read: " + e.getMessage() + "."));
        } catch (BrokenAnswerException e) {
            reader.fail(new Failure.UpstreamFault(String.valueOf(e.getMessage())));
        }
        return reader.taken();
    }

    private static void read(MessageReader reader, JsonValue.Obj message) throws BrokenAnswerException {
        if (message.get("error") != JsonValue.Null.NULL
                || message.string("type", "").equals("error")) {
            reader.fail(FailureDecoder.inAnswer(message));
            return;
        }
        if (!(message.get("content") instanceof JsonValue.Arr(List<JsonValue> blocks))) {
            throw new BrokenAnswerException("The upstream's answer holds no content.");
        }
        reader.start(message);
        for (JsonValue block : blocks) {
            if (block instanceof JsonValue.Obj content) {
                reader.startBlock(0, content);
            }
        }
        reader.stopReason(message);
        reader.end();
    }
}
