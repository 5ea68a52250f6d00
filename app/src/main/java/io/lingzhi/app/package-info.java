/**
 * The root: {@link io.lingzhi.app.Main} reads the command line, {@link io.lingzhi.app.Wiring} creates every service,
 * and nobody knows this package. Only here are services constructed, the environment and the clock read, and the
 * process ended.
 */
@NullMarked
package io.lingzhi.app;

import org.jspecify.annotations.NullMarked;
