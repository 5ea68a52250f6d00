/**
 * What clients of the coding agent Amp need beside the four protocols: the paths under which they call, other names for
 * the models that they ask for, and the way to Amp's own service for everything else.
 */
@NullMarked
package io.lingzhi.gateway.amp;

import org.jspecify.annotations.NullMarked;
