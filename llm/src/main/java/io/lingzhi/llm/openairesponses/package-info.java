/**
 * The OpenAI Responses protocol.
 */
@NullMarked
package io.lingzhi.llm.openairesponses;

import org.jspecify.annotations.NullMarked;
