/**
 * The AI service's door: the HTTP server on its own port, the reading of requests, and the writing of answers,
 * server-sent events and problem details. The way of one request is {@link io.lingzhi.assistant.http.RequestPath}.
 */
@NullMarked
package io.lingzhi.assistant.http;

import org.jspecify.annotations.NullMarked;
