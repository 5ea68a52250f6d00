package io.lingzhi.gateway.rescue;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The request that makes a model go on from its own words: they stand as the last turn, the assistant's. */
public final class Prefill {
    private Prefill() {}

    /**
     * The request with what was told as the assistant's last turn; empty where that would not be the same story: when
     * something else than text and thought was told, or no text. White space at the end is left out, as Anthropic
     * demands it (https://docs.anthropic.com/en/api/messages, read 2026-11-22); {@link Continuation} knows.
     */
    public static Optional<ChatRequest> of(ChatRequest request, List<ToldPart> told) {
        boolean onlyText = told.stream().allMatch(part -> part.isText() || part.isThinking());
        String text = text(told).stripTrailing();
        if (!onlyText || text.isEmpty() || endsWithAssistant(request)) {
            return Optional.empty();
        }
        List<Message> messages = new ArrayList<>(request.messages());
        messages.add(new Message(Role.ASSISTANT, List.of(new Part.Text(text))));
        return Optional.of(request.withMessages(messages));
    }

    /** The text told so far, of all parts. */
    static String text(List<ToldPart> told) {
        StringBuilder text = new StringBuilder();
        told.stream().filter(ToldPart::isText).forEach(part -> text.append(part.content()));
        return text.toString();
    }

    /** A client's own prefill cannot be told from what the model wrote after it. */
    private static boolean endsWithAssistant(ChatRequest request) {
        return !request.messages().isEmpty() && request.messages().getLast().role() == Role.ASSISTANT;
    }
}
