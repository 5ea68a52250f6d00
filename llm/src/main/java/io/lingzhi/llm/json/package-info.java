/** JSON, read and written without a library: a small immutable tree, a writer, and a scanner over bytes. */
@NullMarked
package io.lingzhi.llm.json;

import org.jspecify.annotations.NullMarked;
