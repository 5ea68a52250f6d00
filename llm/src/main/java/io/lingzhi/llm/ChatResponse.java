package io.lingzhi.llm;

import java.util.List;
import java.util.Optional;

/**
 * A whole answer, folded from its events by {@link ResponseAssembler}.
 *
 * @param createdAt seconds since 1970, 0 when the upstream did not say
 * @param stopSequence which of the request's stop texts ended it, where the upstream tells
 * @param usage empty when the upstream reported none
 */
public record ChatResponse(
        String id,
        String model,
        long createdAt,
        List<Part> parts,
        FinishReason finishReason,
        Optional<String> stopSequence,
        Optional<Usage> usage) {
    public ChatResponse {
        parts = List.copyOf(parts);
    }

    /** The answer's texts, joined without a separator. */
    public String text() {
        StringBuilder joined = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text(String text, var ignored)) {
                joined.append(text);
            }
        }
        return joined.toString();
    }
}
