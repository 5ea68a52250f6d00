/**
 * Management: what the operator may see and do under the management key. Reads ports; knows nothing of the request
 * path.
 */
@NullMarked
package io.lingzhi.gateway.admin;

import org.jspecify.annotations.NullMarked;
