package io.lingzhi.bench.suite;

import io.lingzhi.bench.wire.Protocol;

/** What the client speaks and what the upstream speaks. */
record Way(Protocol client, Protocol upstream) {
    static final Way CHAT = through(Protocol.CHAT);

    static Way through(Protocol protocol) {
        return new Way(protocol, protocol);
    }

    boolean translated() {
        return client != upstream;
    }

    String word() {
        return translated() ? client.word() + ">" + upstream.word() : client.word();
    }
}
