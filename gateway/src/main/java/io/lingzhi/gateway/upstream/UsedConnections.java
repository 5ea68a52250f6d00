package io.lingzhi.gateway.upstream;

import io.vertx.core.http.HttpConnection;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The connections that have carried a call: what such a one carries next may meet an upstream that has closed it
 * meanwhile. It forgets those that nobody holds any more. Used on one event loop.
 */
final class UsedConnections {
    private final Set<HttpConnection> used = Collections.newSetFromMap(new WeakHashMap<>());

    /** Notes that a call takes this connection. Returns whether another one took it before. */
    boolean take(HttpConnection connection) {
        return !used.add(connection);
    }
}
