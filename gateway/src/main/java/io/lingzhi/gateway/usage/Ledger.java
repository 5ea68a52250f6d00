package io.lingzhi.gateway.usage;

/** Where finished requests are written down. */
public interface Ledger {
    /** Takes a finished request and returns at once; the writing happens elsewhere. */
    void record(RequestRecord request);
}
