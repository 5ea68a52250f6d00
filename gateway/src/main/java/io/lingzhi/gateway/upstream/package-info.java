/**
 * The call to an upstream: bytes out, bytes or a {@code Failure} in, every wait bounded. Knows the HTTP client; not the
 * client's protocol, nor which credential comes next.
 */
@NullMarked
package io.lingzhi.gateway.upstream;

import org.jspecify.annotations.NullMarked;
