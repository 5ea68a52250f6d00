package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.UpstreamReader;
import java.util.List;
import java.util.Map;

/** Reads an upstream's answers, and notes which thoughts it signed. */
record WatchedReader(UpstreamReader reader, ThoughtMakers makers, String maker) implements UpstreamReader {
    @Override
    public StreamDecoder newStreamDecoder(Dialect dialect) {
        StreamDecoder decoder = reader.newStreamDecoder(dialect);
        return new StreamDecoder() {
            @Override
            public List<StreamEvent> decode(Frame frame) {
                return noted(decoder.decode(frame));
            }

            @Override
            public boolean complete() {
                return decoder.complete();
            }

            @Override
            public List<StreamEvent> end() {
                return noted(decoder.end());
            }
        };
    }

    @Override
    public List<StreamEvent> decodeResponse(byte[] body, Dialect dialect) {
        return noted(reader.decodeResponse(body, dialect));
    }

    @Override
    public Failure decodeFailure(int status, Map<String, String> headers, byte[] body) {
        return reader.decodeFailure(status, headers, body);
    }

    private List<StreamEvent> noted(List<StreamEvent> events) {
        for (StreamEvent event : events) {
            if (event instanceof StreamEvent.ThinkingSigned(var signature)) {
                makers.signed(maker, signature);
            }
        }
        return events;
    }
}
