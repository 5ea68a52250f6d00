package io.lingzhi.llm.openairelay;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.protocol.UpstreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what an upstream answers to a call that is passed on: for the records its usage, where it tells one, and its
 * errors as chat's are read. An answer of another form than expected is no failure.
 */
public final class RelayReader implements UpstreamReader {
    private final UpstreamReader errors;

    /** @param errors reads error answers, which have the form of the chat protocol's */
    public RelayReader(UpstreamReader errors) {
        this.errors = errors;
    }

    /** Its events are a mark for every frame with content, and the usage; any end is an end. */
    @Override
    public StreamDecoder newStreamDecoder(Dialect dialect) {
        return new StreamDecoder() {
            @Override
            public List<StreamEvent> decode(Frame frame) {
                List<StreamEvent> events = new ArrayList<>();
                String data = new String(frame.data(), StandardCharsets.UTF_8);
                usage(data).ifPresent(usage -> events.add(new StreamEvent.UsageReported(usage)));
                if (!data.isEmpty()) {
                    events.add(new StreamEvent.TextDelta(""));
                }
                return events;
            }

            @Override
            public List<StreamEvent> end() {
                return List.of(new StreamEvent.Finished(FinishReason.STOP));
            }
        };
    }

    @Override
    public List<StreamEvent> decodeResponse(byte[] body, Dialect dialect) {
        List<StreamEvent> events = new ArrayList<>();
        try {
            usage(Json.parseObject(body)).ifPresent(usage -> events.add(new StreamEvent.UsageReported(usage)));
        } catch (JsonSyntaxException e) {
            return List.of(); // an answer in another form: it goes to the client as it is
        }
        return events;
    }

    /** Frames may be long pictures: only one that speaks of usage is parsed. */
    private static Optional<Usage> usage(String data) {
        if (!data.contains("\"usage\"")) {
            return Optional.empty();
        }
        try {
            return usage(Json.parseObject(data.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }

    /** Images and transcriptions count input and output tokens; rerank has only a sum, of what it was given. */
    private static Optional<Usage> usage(JsonValue.Obj answer) {
        JsonValue.Obj usage = answer.object("usage");
        Optional<Long> input = count(usage, "input_tokens").or(() -> count(usage, "prompt_tokens"));
        Optional<Long> output = count(usage, "output_tokens").or(() -> count(usage, "completion_tokens"));
        Optional<Long> known = input.or(() -> output.isPresent() ? Optional.of(0L) : count(usage, "total_tokens"));
        return known.map(tokens -> new Usage(tokens, output.orElse(0L), 0, 0, 0));
    }

    private static Optional<Long> count(JsonValue.Obj usage, String name) {
        return usage.integer(name).filter(tokens -> tokens >= 0);
    }

    @Override
    public Failure decodeFailure(int status, Map<String, String> headers, byte[] body) {
        return errors.decodeFailure(status, headers, body);
    }
}
