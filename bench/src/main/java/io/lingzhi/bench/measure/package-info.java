/** What Linux tells of processes in /proc: CPU time, memory, threads, files. */
@NullMarked
package io.lingzhi.bench.measure;

import org.jspecify.annotations.NullMarked;
