/**
 * The HTTP server: sockets to requests, replies to sockets. Knows URLs and limits; not translation, credentials or
 * providers.
 */
@NullMarked
package io.lingzhi.gateway.http;

import org.jspecify.annotations.NullMarked;
