package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Sampling;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import java.util.List;

/** Writes how tokens are drawn, as far as this protocol and the thinking allow. */
final class SamplingEncoder {
    /** The smallest {@code top_p} that an upstream takes together with thinking. */
    private static final double MIN_THINKING_TOP_P = 0.95;

    private static final String THINKING = "excluded by thinking";
    private static final String NO_SAMPLING = "the model refuses it";

    private SamplingEncoder() {}

    static void encode(ObjectBuilder body, Sampling sampling, boolean thinking, Dialect dialect, Losses losses) {
        if (dialect.has(Quirk.NO_SAMPLING)) {
            losses.addIf(sampling.temperature().filter(value -> value != 1).isPresent(), "temperature", NO_SAMPLING);
            losses.addIf(sampling.topP().filter(value -> value != 1).isPresent(), "top_p", NO_SAMPLING);
            losses.addIf(sampling.topK().isPresent(), "top_k", NO_SAMPLING);
        } else {
            drawing(body, sampling, thinking, losses);
        }
        stop(body, sampling.stop(), losses);
        losses.addIf(sampling.seed().isPresent(), "seed", "no such field");
        losses.addIf(sampling.presencePenalty().isPresent(), "presence_penalty", "no such field");
        losses.addIf(sampling.frequencyPenalty().isPresent(), "frequency_penalty", "no such field");
        losses.addIf(sampling.topLogprobs().isPresent(), "logprobs", "no such field");
    }

    private static void drawing(ObjectBuilder body, Sampling sampling, boolean thinking, Losses losses) {
        sampling.temperature().ifPresent(value -> temperature(body, sampling, value, thinking, losses));
        sampling.topP().ifPresent(value -> topP(body, sampling, value, thinking, losses));
        losses.addIf(thinking && sampling.topK().isPresent(), "top_k", THINKING);
        if (!thinking) {
            body.putIfPresent("top_k", sampling.topK());
        }
    }

    private static void temperature(
            ObjectBuilder body, Sampling sampling, double value, boolean thinking, Losses losses) {
        if (thinking) {
            losses.addIf(value != 1, "temperature", THINKING);
            return;
        }
        if (narrows(sampling)) {
            losses.add("temperature", "excluded by top_p");
            return;
        }
        double clamped = Math.clamp(value, 0.0, 1.0);
        losses.addIf(clamped != value, "temperature", "clamped to 0 to 1");
        body.put("temperature", clamped);
    }

    private static void topP(ObjectBuilder body, Sampling sampling, double value, boolean thinking, Losses losses) {
        if (thinking && value < MIN_THINKING_TOP_P) {
            losses.add("top_p", THINKING);
        } else if (narrows(sampling) || sampling.temperature().isEmpty()) {
            body.put("top_p", value);
        }
    }

    /** Whether {@code top_p} says anything; 1 keeps every token, and only one of the two may be sent. */
    private static boolean narrows(Sampling sampling) {
        return sampling.topP().filter(value -> value < 1).isPresent();
    }

    /** An upstream refuses stop texts that are blank. */
    private static void stop(ObjectBuilder body, List<String> stop, Losses losses) {
        List<String> written = stop.stream().filter(text -> !text.isBlank()).toList();
        losses.addIf(written.size() < stop.size(), "stop", "blank texts are refused");
        if (!written.isEmpty()) {
            body.put("stop_sequences", JsonValue.Arr.ofStrings(written));
        }
    }
}
