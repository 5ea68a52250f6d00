/**
 * Fetches images and documents that a request names by URL, for upstreams that take no URL. What may be fetched is
 * decided by pure functions; the call itself is made by {@code gateway.upstream}, at an address that was checked.
 */
@NullMarked
package io.lingzhi.gateway.media;

import org.jspecify.annotations.NullMarked;
