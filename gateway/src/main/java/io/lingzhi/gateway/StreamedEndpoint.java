package io.lingzhi.gateway;

/** What answers the requests of a route whose bodies may be too long to be held. */
@FunctionalInterface
public interface StreamedEndpoint {
    /** @param head the request without its body */
    void handle(ClientRequest head, RequestBody body, Reply reply);
}
