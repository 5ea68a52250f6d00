/**
 * How an answer that broke off goes on: what the client has been told, what to ask another upstream, and which of that
 * upstream's events follow. Pure: it knows the vocabulary, and no lane, credential, clock or wire.
 */
@NullMarked
package io.lingzhi.gateway.rescue;

import org.jspecify.annotations.NullMarked;
