/** Texts to passages: sentences of Chinese and English, packed under their headings. Pure. */
@NullMarked
package io.lingzhi.assistant.knowledge.text;

import org.jspecify.annotations.NullMarked;
