package io.lingzhi.gateway;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A request without some of its signed thoughts.
 *
 * @param losses one for each thought that was left out
 */
record SignedThoughts(ChatRequest request, List<Loss> losses) {
    SignedThoughts {
        losses = List.copyOf(losses);
    }

    /** All of a request. */
    static SignedThoughts of(ChatRequest request) {
        return new SignedThoughts(request, List.of());
    }

    /** The request without the thoughts whose signatures are such. A turn of which nothing remains goes with them. */
    static SignedThoughts without(ChatRequest request, Predicate<Signature> left) {
        List<Loss> losses = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < request.messages().size(); i++) {
            Message message = request.messages().get(i);
            List<Part> parts = new ArrayList<>();
            for (int k = 0; k < message.parts().size(); k++) {
                if (signature(message.parts().get(k)).filter(left).isPresent()) {
                    losses.add(new Loss(
                            "messages[" + i + "].content[" + k + "]", "a thought that another upstream signed"));
                } else {
                    parts.add(message.parts().get(k));
                }
            }
            if (!parts.isEmpty() || message.parts().isEmpty()) {
                messages.add(new Message(message.role(), parts));
            }
        }
        return new SignedThoughts(losses.isEmpty() ? request : request.withMessages(messages), losses);
    }

    private static Optional<Signature> signature(Part part) {
        return part instanceof Part.Thinking(String ignored, Optional<Signature> signature)
                ? signature
                : Optional.empty();
    }
}
