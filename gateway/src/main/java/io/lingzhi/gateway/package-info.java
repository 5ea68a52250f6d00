/**
 * The path of one request: {@link io.lingzhi.gateway.Gateway} tells it in one method,
 * {@link io.lingzhi.gateway.Attempts} is the only loop that fails over, a {@link io.lingzhi.gateway.Lane} carries one
 * attempt, and a {@link io.lingzhi.gateway.Delivery} is the client's side.
 *
 * <p>Thread rule: everything of one exchange happens on the event loop of its {@link io.lingzhi.gateway.Reply}.
 */
@NullMarked
package io.lingzhi.gateway;

import org.jspecify.annotations.NullMarked;
