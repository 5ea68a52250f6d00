package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.OpenAiFailures;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells one answer in events, whether it comes in pieces or whole: a whole answer is its last event alone, with all
 * items in its output.
 *
 * <p>Used by one thread at a time.
 */
final class ResponsesAnswer {
    private final List<StreamEvent> events = new ArrayList<>();
    private final ItemSequence items = new ItemSequence(events::add);
    private boolean started;
    private boolean ended;
    private String lastType = "";

    /** Whether nothing may follow. */
    boolean ended() {
        return ended;
    }

    /** The events that one event of the wire tells. */
    List<StreamEvent> accept(String type, JsonValue.Obj event) {
        try {
            lastType = type;
            read(type, event);
        } catch (BrokenAnswerException e) {
            return fail(new Failure.UpstreamFault(String.valueOf(e.getMessage())));
        }
        return taken();
    }

    /** The events of an end without a terminal event. */
    List<StreamEvent> cut() {
        String last = lastType.isEmpty() ? "no event" : lastType;
        return fail(new Failure.UpstreamFault(
                "The upstream's answer was cut: it ended without a terminal event, after " + last + ". Ask again."));
    }

    List<StreamEvent> fail(Failure failure) {
        events.add(new StreamEvent.Failed(failure));
        ended = true;
        return taken();
    }

    private void read(String type, JsonValue.Obj event) throws BrokenAnswerException {
        if (ErrorEvents.isError(type, event)) {
            failed(event);
            return;
        }
        if (!started && type.startsWith("response.")) {
            start(event.object("response"));
        }
        switch (type) {
            case "response.output_item.added" -> items.begin(event);
            case "response.output_item.done" -> items.done(event);
            case "response.completed", "response.incomplete", "response.done" -> end(event.object("response"));
            default -> items.accept(type, event);
        }
    }

    private void start(JsonValue.Obj response) {
        started = true;
        long createdAt = Math.max(0, response.integer("created_at").orElse(0L));
        events.add(new StreamEvent.Started(response.string("id", ""), response.string("model", ""), createdAt));
    }

    private void end(JsonValue.Obj response) throws BrokenAnswerException {
        items.end(response.list("output"));
        usage(response);
        events.add(new StreamEvent.Finished(reason(response)));
        ended = true;
    }

    private void usage(JsonValue.Obj response) {
        if (response.get("usage") instanceof JsonValue.Obj usage) {
            events.add(new StreamEvent.UsageReported(ResponsesUsage.decode(usage)));
        }
    }

    private void failed(JsonValue.Obj event) {
        if (started && !items.partOpen()) {
            usage(event.object("response"));
        }
        events.add(new StreamEvent.Failed(OpenAiFailures.inAnswer(event)));
        ended = true;
    }

    /** Why it ended: what was told decides, unless it was cut or filtered. */
    private FinishReason reason(JsonValue.Obj response) {
        String incomplete = response.object("incomplete_details").string("reason", "");
        if (incomplete.equals("content_filter")) {
            return FinishReason.CONTENT_FILTER;
        }
        if (!incomplete.isEmpty() || response.string("status", "").equals("incomplete")) {
            return FinishReason.LENGTH;
        }
        return items.callTold() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    }

    private List<StreamEvent> taken() {
        List<StreamEvent> all = List.copyOf(events);
        events.clear();
        return all;
    }
}
