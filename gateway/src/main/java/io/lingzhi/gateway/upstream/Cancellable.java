package io.lingzhi.gateway.upstream;

/** Something that will happen unless it is cancelled. Cancelling twice, or too late, does nothing. */
@FunctionalInterface
public interface Cancellable {
    void cancel();
}
