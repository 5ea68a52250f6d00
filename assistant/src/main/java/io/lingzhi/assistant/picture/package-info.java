/** Pictures that come with a question: as addresses, as data URIs, or as uploaded files. */
@NullMarked
package io.lingzhi.assistant.picture;

import org.jspecify.annotations.NullMarked;
