/**
 * The gateway in a world that is scripted from a seed: virtual time, upstreams that fail in every way, and clients that
 * leave. Routing, health, attempts, rescue, lanes and codecs are the real ones.
 */
@NullMarked
package io.lingzhi.gateway.world;

import org.jspecify.annotations.NullMarked;
