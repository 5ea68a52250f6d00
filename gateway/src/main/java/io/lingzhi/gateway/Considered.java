package io.lingzhi.gateway;

import io.lingzhi.gateway.route.Stage;

/**
 * A place where a request could have gone, and what became of that.
 *
 * @param model the name of the stage
 * @param outcome {@code tried}, or why not
 */
public record Considered(
        Stage.Reason reason, String model, String provider, String credentialId, String upstreamModel, String outcome) {
    static final String TRIED = "tried";
}
