/** Questions for code: what a model is told for a language, and how code is told from prose in its answer. Pure. */
@NullMarked
package io.lingzhi.assistant.code;

import org.jspecify.annotations.NullMarked;
