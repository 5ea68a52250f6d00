package io.lingzhi.gateway.route;

import io.lingzhi.gateway.config.Config;

/** A provider that can answer for a model, and what it calls that model. */
public record Candidate(Config.Provider provider, String upstreamModel) {}
