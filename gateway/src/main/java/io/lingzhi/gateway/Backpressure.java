package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.UpstreamCall;
import org.jspecify.annotations.Nullable;

/**
 * Stops reading from the upstream while the client is too slow, so that memory stays bounded. Used on one event loop.
 */
final class Backpressure {
    private final Delivery delivery;
    private @Nullable UpstreamCall call;
    private boolean paused;

    Backpressure(Delivery delivery) {
        this.delivery = delivery;
    }

    void governs(UpstreamCall upstream) {
        call = upstream;
        heed();
    }

    /** To be called after each delivery. */
    void heed() {
        UpstreamCall upstream = call;
        if (upstream != null && !paused && delivery.congested()) {
            paused = true;
            upstream.pause();
            delivery.onDrained(() -> {
                paused = false;
                upstream.resume();
            });
        }
    }
}
