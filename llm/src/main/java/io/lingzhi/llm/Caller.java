package io.lingzhi.llm;

/**
 * On whose behalf a call is made.
 *
 * @param keyId the id of the client's key, never the key; {@code anonymous} without one
 * @param requestId the id under which the call is recorded
 */
public record Caller(String keyId, String requestId) {}
