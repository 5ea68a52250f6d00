/**
 * The contract between wire protocols and the rest: {@code Inbound} is what a client speaks, {@code Outbound} what an
 * upstream speaks.
 */
@NullMarked
package io.lingzhi.llm.protocol;

import org.jspecify.annotations.NullMarked;
