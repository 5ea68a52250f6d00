/** The Gemini generateContent protocol. */
@NullMarked
package io.lingzhi.llm.gemini;

import org.jspecify.annotations.NullMarked;
