/** What the cheap upstream and the load generator agree on: protocols, manners of answering, marks in texts. */
@NullMarked
package io.lingzhi.bench.wire;

import org.jspecify.annotations.NullMarked;
