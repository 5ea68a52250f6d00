/**
 * The load generator: closed loops, fixed arrivals, and streams that are held open, on one event loop. It counts every
 * answer that is not whole.
 */
@NullMarked
package io.lingzhi.bench.load;

import org.jspecify.annotations.NullMarked;
