package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.Failure;

/** The way that one attempt takes: to which end, in which protocol, with or without translation. */
interface Lane {
    /**
     * Begins the attempt and returns; {@code end} hears how it ended, once, unless it is cancelled.
     *
     * @param attempt is told what is seen, for the records
     */
    Cancellable start(Attempt attempt, Delivery delivery, End end);

    /** How an attempt ends. Whether anything reached the client is the delivery's to say. */
    interface End {
        void delivered();

        void failed(Failure failure);
    }
}
