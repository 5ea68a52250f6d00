@NullMarked
package io.lingzhi.app;

import org.jspecify.annotations.NullMarked;
