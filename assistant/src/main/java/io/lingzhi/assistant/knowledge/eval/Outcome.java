package io.lingzhi.assistant.knowledge.eval;

import io.lingzhi.assistant.knowledge.Evidence;
import java.util.Optional;

/**
 * What one question came to.
 *
 * @param rank of the first passage that answers it, from 1; 0 when it is not among those looked at
 * @param cited whether the answer's first citation is such a passage; empty when no answer was asked for
 * @param answered whether an answer was given rather than that there is none
 */
public record Outcome(
        EvalSet.Question question, int rank, Optional<Boolean> cited, boolean answered, Evidence.Measure measure) {}
