/** Who asks: client keys, kept and compared as digests. */
@NullMarked
package io.lingzhi.gateway.access;

import org.jspecify.annotations.NullMarked;
