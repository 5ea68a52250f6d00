/**
 * The scripted provider: a small server that speaks four protocols and fails on demand, for tests, benchmarks and dry
 * runs. Its grammar is in {@code docs/simulator.md}.
 *
 * <p>A request becomes an {@code Ask} by the reader of its protocol ({@code ChatAsk} and so on), an {@code Ask} becomes
 * an {@code Answer}, and the writer of the protocol ({@code ChatAnswer} and so on) makes a {@code Reply} of it, whole
 * or in {@code Frame}s. {@code Staging} lays the reply and the script's fault out as steps, which {@code Player} plays.
 */
@NullMarked
package io.lingzhi.bench.simulator;

import org.jspecify.annotations.NullMarked;
