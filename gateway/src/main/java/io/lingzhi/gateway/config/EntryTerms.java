package io.lingzhi.gateway.config;

import java.util.Optional;

/**
 * What holds for the credentials of one provider entry alone.
 *
 * @param cools whether its credentials are left alone after failures
 * @param requestRetry further rounds in which they are tried; empty: as many as {@link Config.Routing} allows
 * @param maxInFlight most requests under way with the whole provider; 0: no limit
 * @param credentialMaxInFlight most requests under way with one credential; 0: no limit
 */
public record EntryTerms(boolean cools, Optional<Integer> requestRetry, int maxInFlight, int credentialMaxInFlight) {
    /** Cools, retries as all do, no limits. */
    public static final EntryTerms USUAL = new EntryTerms(true, Optional.empty(), 0, 0);
}
