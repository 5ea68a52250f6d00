package io.lingzhi.gateway.usage;

/** By what the rows of a usage report are told apart. */
public enum UsageGrouping {
    /** The model as the client wrote it; counts requests. */
    MODEL,
    /** The id of the client's key; counts requests. */
    KEY,
    /** The provider that was tried; latency, failures and tokens are those of attempts. */
    PROVIDER,
    /** The calendar day of the request's arrival; counts requests. */
    DAY
}
