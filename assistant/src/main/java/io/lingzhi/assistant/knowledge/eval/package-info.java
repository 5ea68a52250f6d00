/**
 * How good retrieval and citations are on a set of questions whose answers are known, per configuration. Start at
 * {@link io.lingzhi.assistant.knowledge.eval.Evaluation}.
 */
@NullMarked
package io.lingzhi.assistant.knowledge.eval;

import org.jspecify.annotations.NullMarked;
