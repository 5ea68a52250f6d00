package io.lingzhi.llm;

import java.util.List;
import java.util.Optional;

/**
 * How the next token is drawn and when the answer stops. An absent value leaves the choice to the upstream.
 *
 * @param maxOutputTokens the longest answer, in tokens, reasoning included
 * @param stop texts that end the answer when the model writes them
 * @param topLogprobs how many alternatives to tell for each token; 0: the chosen token's probability alone
 */
public record Sampling(
        Optional<Double> temperature,
        Optional<Double> topP,
        Optional<Integer> topK,
        Optional<Integer> maxOutputTokens,
        List<String> stop,
        Optional<Long> seed,
        Optional<Double> presencePenalty,
        Optional<Double> frequencyPenalty,
        Optional<Integer> topLogprobs) {
    public Sampling {
        stop = List.copyOf(stop);
    }

    /** Leaves everything to the upstream. */
    public static Sampling unspecified() {
        return new Sampling(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
