/**
 * The benchmark: which cases there are, who runs beside whom in which order, and what the figures say. It starts all it
 * needs as processes of their own on 127.0.0.1 and ends them again.
 */
@NullMarked
package io.lingzhi.bench.suite;

import org.jspecify.annotations.NullMarked;
