/**
 * Answers that clients of OpenAI Responses may refer to later: kept for a while, within bounds, each for the one client
 * key that got it. Knows the Responses protocol and the gateway's ports, and no provider or credential.
 */
@NullMarked
package io.lingzhi.gateway.responses;

import org.jspecify.annotations.NullMarked;
