package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;

/**
 * A request's body on its way in. Nothing is read before {@link #read}. Used on its reply's event loop. If the client
 * goes away, nobody hears more: that is the reply's to tell.
 */
public interface RequestBody {
    /** Takes the body: {@code chunk* (end | failed)}. */
    interface Sink {
        void chunk(byte[] bytes);

        void end();

        /** The client sends too much, or nothing more: the rest is lost. */
        void failed(Failure failure);
    }

    /** Begins to read; or lets another sink take what is still to come, and goes on. */
    void read(Sink sink);

    void pause();

    void resume();
}
