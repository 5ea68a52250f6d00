package io.lingzhi.gateway.credential;

import io.lingzhi.gateway.config.Config;

/** Where one attempt goes: a provider, one of its credentials, and the model's name there. */
public record Target(Config.Provider provider, Config.Credential credential, String upstreamModel) {
    /** Of its names alone: all that a provider's entry says is much, and each request keeps targets in tables. */
    @Override
    public int hashCode() {
        return 31 * credential.id().hashCode() + upstreamModel.hashCode();
    }
}
