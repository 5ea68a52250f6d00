package io.lingzhi.gateway.media;

/** How many bytes may still be taken. Used on one event loop. */
final class Ration {
    private long left;

    Ration(long bytes) {
        this.left = bytes;
    }

    /** Takes so many bytes; false when there are not as many. */
    boolean take(int bytes) {
        left -= bytes;
        return left >= 0;
    }
}
