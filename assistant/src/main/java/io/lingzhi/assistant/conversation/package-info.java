/** What was said in earlier turns: kept in files, bounded, and summarised when it grows long. */
@NullMarked
package io.lingzhi.assistant.conversation;

import org.jspecify.annotations.NullMarked;
