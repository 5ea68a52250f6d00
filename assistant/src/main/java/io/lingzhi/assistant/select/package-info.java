/** Which model a request goes to: by name, by task, by complexity, and what to step down to. It asks no model. */
@NullMarked
package io.lingzhi.assistant.select;

import org.jspecify.annotations.NullMarked;
