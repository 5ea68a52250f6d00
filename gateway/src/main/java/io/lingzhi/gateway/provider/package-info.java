/**
 * Provider rows: which protocol a provider speaks, where, and with which quirks. Provider names stand here and nowhere
 * else.
 */
@NullMarked
package io.lingzhi.gateway.provider;

import org.jspecify.annotations.NullMarked;
