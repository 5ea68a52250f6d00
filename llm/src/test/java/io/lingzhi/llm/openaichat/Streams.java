package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamRuns;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.util.List;

/** Runs streams through the decoder. */
final class Streams {
    private Streams() {}

    static List<StreamEvent> events(byte[] sse) throws FrameTooLongException {
        return events(sse, Math.max(1, sse.length));
    }

    /** The events of a stream that comes in chunks of {@code step} bytes. */
    static List<StreamEvent> events(byte[] sse, int step) throws FrameTooLongException {
        return decode(StreamRuns.frames(sse, step));
    }

    static List<StreamEvent> decode(List<Frame> frames) {
        return StreamRuns.decode(new ChatOutbound().newStreamDecoder(Dialect.PLAIN), frames);
    }

    /** The answer in a form to compare: how it failed does not count, nor do ids that Chat has to invent. */
    static String told(List<StreamEvent> events) {
        return switch (StreamRuns.answer(events)) {
            case ChatClient.Answer.Failed ignored -> "failed";
            case ChatClient.Answer.Complete(var response) ->
                response.toString().replace("arguments=]", "arguments={}]");
        };
    }
}
