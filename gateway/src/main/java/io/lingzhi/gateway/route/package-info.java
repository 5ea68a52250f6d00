/** Which providers can answer for a model: pure functions of the configuration, without state or secrets' use. */
@NullMarked
package io.lingzhi.gateway.route;

import org.jspecify.annotations.NullMarked;
