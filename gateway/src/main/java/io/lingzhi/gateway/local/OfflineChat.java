package io.lingzhi.gateway.local;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.ResponseFormat;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.Usage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * The chat model {@value LocalProvider#OFFLINE}: it quotes what the conversation itself says about the question,
 * labelled as an extract, and never writes a sentence of its own but the fixed ones of {@link OfflineWording}. The same
 * conversation always gives the same answer. For any thread; the work grows with the length of the conversation.
 *
 * <p>Tokens are counted by {@link TokenEstimate}. The limit on output tokens and stop sequences are honoured. What it
 * cannot do, JSON and tool calls that must be made, it refuses.
 */
public final class OfflineChat {
    private static final int DELTA_CHARACTERS = 24;
    private static final String QUOTE = "> ";

    private final Supplier<String> ids;
    private final InstantSource clock;

    /** @param ids gives each answer its id */
    public OfflineChat(Supplier<String> ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** The whole answer as events. */
    public List<StreamEvent> answer(ChatRequest request) {
        Optional<Failure> refusal = refusal(request);
        if (refusal.isPresent()) {
            return List.of(new StreamEvent.Failed(refusal.get()));
        }
        String whole = beforeStop(text(Enquiry.of(request)), request.sampling().stop());
        String kept = request.sampling()
                .maxOutputTokens()
                .map(limit -> TokenEstimate.cut(whole, limit))
                .orElse(whole);
        Usage usage = new Usage(inputTokens(request.messages()), TokenEstimate.of(kept), 0, 0, 0);
        return events(kept, usage, kept.length() < whole.length() ? FinishReason.LENGTH : FinishReason.STOP);
    }

    private static Optional<Failure> refusal(ChatRequest request) {
        if (!(request.responseFormat() instanceof ResponseFormat.PlainText)) {
            return Optional.of(cannot("write JSON; leave out the response format"));
        }
        ToolChoice.Mode mode = request.toolChoice().mode();
        return mode == ToolChoice.Mode.REQUIRED || mode == ToolChoice.Mode.NAMED
                ? Optional.of(cannot("call tools; set the tool choice to auto or none"))
                : Optional.empty();
    }

    private static Failure cannot(String what) {
        return new Failure.Unsupported("the model " + LocalProvider.OFFLINE + " only quotes text and cannot " + what
                + ", or use another model");
    }

    private static String text(Enquiry enquiry) {
        String language = enquiry.question().isEmpty() ? String.join("\n", enquiry.passages()) : enquiry.question();
        OfflineWording wording = OfflineWording.forLanguageOf(language);
        Extract.Result extract = Extract.of(enquiry.question(), enquiry.passages());
        StringJoiner answer = new StringJoiner("\n\n");
        if (!extract.quotes().isEmpty()) {
            answer.add(wording.extract());
            extract.quotes().forEach(quote -> answer.add(QUOTE + quote.replace("\n", "\n" + QUOTE)));
        } else {
            boolean searched = extract.searchable() && !enquiry.question().isEmpty();
            answer.add(searched ? wording.nothingFound() : wording.noContext());
            answer.add(wording.addProvider());
        }
        if (enquiry.unreadable()) {
            answer.add(wording.unreadable());
        }
        if (enquiry.cut()) {
            answer.add(wording.cut());
        }
        return answer.toString();
    }

    private static String beforeStop(String text, List<String> stops) {
        int end = stops.stream()
                .filter(stop -> !stop.isEmpty())
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(text.length());
        return text.substring(0, end);
    }

    private List<StreamEvent> events(String text, Usage usage, FinishReason reason) {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new StreamEvent.Started(
                ids.get(), LocalProvider.OFFLINE, clock.instant().getEpochSecond()));
        events.add(new StreamEvent.PartStarted(new StreamEvent.PartHead.Text()));
        for (int start = 0; start < text.length(); ) {
            int end = Math.min(text.length(), start + DELTA_CHARACTERS);
            end += end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? 1 : 0;
            events.add(new StreamEvent.TextDelta(text.substring(start, end)));
            start = end;
        }
        events.add(new StreamEvent.PartFinished());
        events.add(new StreamEvent.UsageReported(usage));
        events.add(new StreamEvent.Finished(reason));
        return List.copyOf(events);
    }

    /** About how many tokens these messages have. */
    static long inputTokens(List<Message> messages) {
        return messages.stream().mapToLong(message -> tokens(message.parts())).sum();
    }

    private static long tokens(List<Part> parts) {
        return parts.stream()
                .mapToLong(part -> switch (part) {
                    case Part.Text(String text, var ignored) -> TokenEstimate.of(text);
                    case Part.Thinking thinking -> TokenEstimate.of(thinking.text());
                    case Part.ToolCall call -> TokenEstimate.of(call.arguments());
                    case Part.ToolResult result -> tokens(result.content());
                    case Part.Refusal(String text) -> TokenEstimate.of(text);
                    case Part.CacheMark ignored -> 0;
                    case Part.Media ignored -> 0;
                    case Part.Opaque ignored -> 0;
                })
                .sum();
    }
}
