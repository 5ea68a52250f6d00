package io.lingzhi.gateway;

/** What answers the requests of one route. */
@FunctionalInterface
public interface Endpoint {
    void handle(ClientRequest request, Reply reply);
}
