/** Micro-benchmarks of the parts through which every token goes; docs/performance.md tells how to run them. */
@NullMarked
package io.lingzhi.micro;

import org.jspecify.annotations.NullMarked;
