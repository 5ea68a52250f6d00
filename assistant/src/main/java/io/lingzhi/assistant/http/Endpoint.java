package io.lingzhi.assistant.http;

import io.lingzhi.assistant.CancelSignal;

/** Answers one sort of request, in straight-line code on the request's virtual thread. */
interface Endpoint {
    void answer(ReceivedRequest request, Reply reply, CancelSignal cancel) throws ProblemException, ClientGoneException;
}
