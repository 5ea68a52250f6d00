/** Server-sent events: bytes to frames, by the rules of the WHATWG (HTML standard, section 9.2, read 2026-11-22). */
@NullMarked
package io.lingzhi.llm.sse;

import org.jspecify.annotations.NullMarked;
