/** Which credential is asked next. */
@NullMarked
package io.lingzhi.gateway.credential;

import org.jspecify.annotations.NullMarked;
