@NullMarked
package io.lingzhi.assistant;

import org.jspecify.annotations.NullMarked;
