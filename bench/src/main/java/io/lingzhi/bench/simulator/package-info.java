/**
 * The scripted provider: a small server that speaks OpenAI Chat Completions and fails on demand, for tests, benchmarks
 * and dry runs. Its grammar is in {@code docs/simulator.md}.
 */
@NullMarked
package io.lingzhi.bench.simulator;

import org.jspecify.annotations.NullMarked;
