package io.lingzhi.gateway.upstream;

/** A call under way. Used on the event loop that made it. */
public interface UpstreamCall extends Cancellable {
    /** Gives the call up and closes the connection; the listener hears nothing more. */
    @Override
    void cancel();

    /**
     * Stops reading until {@link #resume()}, since the reader of the answer is slow. Only the total deadline runs on.
     */
    void pause();

    void resume();

    /** So many tokens of the answer came. Until the first of them the deadline of the first token runs. */
    void heard(double tokens);

    /** The answer is whole, and the end of its stream is all that is waited for. */
    void complete();
}
