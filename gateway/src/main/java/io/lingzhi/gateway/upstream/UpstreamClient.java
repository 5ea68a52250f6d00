package io.lingzhi.gateway.upstream;

/** Makes calls. To be used on an event loop. */
public interface UpstreamClient {
    UpstreamCall call(UpstreamRequest request, UpstreamListener listener);
}
