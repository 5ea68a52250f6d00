package io.lingzhi.gateway.credential;

import java.time.Instant;

/** Nothing is known against it. */
record Ready() implements Health {
    @Override
    public Standing standing(Instant now) {
        return new Standing.Open();
    }

    @Override
    public int level() {
        return 0;
    }
}
