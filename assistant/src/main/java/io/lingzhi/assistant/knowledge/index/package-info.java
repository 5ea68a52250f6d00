/** The port of the passage index, and the fusion of what its two searches find. Knows no library. */
@NullMarked
package io.lingzhi.assistant.knowledge.index;

import org.jspecify.annotations.NullMarked;
