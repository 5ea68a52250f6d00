/** Which credential is asked next, and how long one rests after a failure. */
@NullMarked
package io.lingzhi.gateway.credential;

import org.jspecify.annotations.NullMarked;
