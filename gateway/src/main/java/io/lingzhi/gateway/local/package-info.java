/**
 * The provider that lives in this process, so that a fresh machine answers with no key: an embedding model that ships
 * with the program, and a chat model that quotes and never invents. Start at
 * {@link io.lingzhi.gateway.local.LocalProvider}.
 */
@NullMarked
package io.lingzhi.gateway.local;

import org.jspecify.annotations.NullMarked;
