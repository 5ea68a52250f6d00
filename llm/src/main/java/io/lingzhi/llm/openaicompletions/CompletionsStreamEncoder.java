package io.lingzhi.llm.openaicompletions;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.ChoicesEncoder;
import io.lingzhi.llm.protocol.OpenAiError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Writes the events of several answers as {@code text_completion} frames. The answer that begins first gives all of
 * them their id, time and model. The usage is told once, when all answers have ended. Used by one thread at a time.
 */
final class CompletionsStreamEncoder implements ChoicesEncoder {
    private static final byte[] NONE = {};
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final IntFunction<String> echoed;
    private final boolean usageWanted;
    private int running;
    private Optional<StreamEvent.Started> head = Optional.empty();
    private Optional<Usage> usage = Optional.empty();

    /** @param echoed what stands before the text of a choice */
    CompletionsStreamEncoder(int choices, IntFunction<String> echoed, boolean usageWanted) {
        this.running = choices;
        this.echoed = echoed;
        this.usageWanted = usageWanted;
    }

    @Override
    public byte[] encode(int choice, StreamEvent event) {
        return switch (event) {
            case StreamEvent.Started started -> start(choice, started);
            case StreamEvent.TextDelta(String delta) -> text(choice, delta);
            case StreamEvent.UsageReported(Usage reported) -> remember(reported);
            case StreamEvent.Finished(var reason, var ignored) -> finish(choice, CompletionsForm.finish(reason));
            case StreamEvent.Failed(var failure) ->
                CompletionsForm.frame(
                        OpenAiError.of(failure, CompletionsInbound.CONVERSATION).body());
            case StreamEvent.PartStarted ignored -> NONE;
            case StreamEvent.ThinkingDelta ignored -> NONE;
            case StreamEvent.ThinkingSigned ignored -> NONE;
            case StreamEvent.Cited ignored -> NONE;
            case StreamEvent.ArgumentsDelta ignored -> NONE;
            case StreamEvent.PartFinished() -> NONE;
        };
    }

    private byte[] start(int choice, StreamEvent.Started started) {
        head = Optional.of(head.orElse(started));
        String prompt = echoed.apply(choice);
        return prompt.isEmpty() ? NONE : text(choice, prompt);
    }

    private byte[] text(int choice, String text) {
        return chunk(CompletionsForm.choice(choice, text, JsonValue.Null.NULL));
    }

    private byte[] remember(Usage reported) {
        usage = Optional.of(usage.orElse(Usage.NONE).plus(reported));
        return NONE;
    }

    private byte[] finish(int choice, JsonValue reason) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(chunk(CompletionsForm.choice(choice, "", reason)));
        running--;
        if (running == 0) {
            if (usageWanted && usage.isPresent()) {
                ObjectBuilder report = envelope().put("choices", List.of());
                out.writeBytes(CompletionsForm.frame(
                        report.put("usage", CompletionsForm.usage(usage.get())).build()));
            }
            out.writeBytes(DONE);
        }
        return out.toByteArray();
    }

    private byte[] chunk(JsonValue choice) {
        ObjectBuilder chunk = envelope().put("choices", List.of(choice));
        return CompletionsForm.frame((usageWanted ? chunk.putNull("usage") : chunk).build());
    }

    private ObjectBuilder envelope() {
        StreamEvent.Started first = head.orElseGet(() -> new StreamEvent.Started("", "", 0));
        return CompletionsForm.envelope(first.id(), first.createdAt(), first.model());
    }
}
