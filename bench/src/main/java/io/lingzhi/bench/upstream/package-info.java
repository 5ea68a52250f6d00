/** A cheap upstream: answers that were made beforehand, with almost no work for a request. Not for the network. */
@NullMarked
package io.lingzhi.bench.upstream;

import org.jspecify.annotations.NullMarked;
