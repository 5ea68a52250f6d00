/**
 * Accounting: what each request and each attempt consumed, and why it went where it went. Sees events and exchanges
 * only, never wire bytes or HTTP.
 */
@NullMarked
package io.lingzhi.gateway.usage;

import org.jspecify.annotations.NullMarked;
