@NullMarked
package io.lingzhi.bench;

import org.jspecify.annotations.NullMarked;
