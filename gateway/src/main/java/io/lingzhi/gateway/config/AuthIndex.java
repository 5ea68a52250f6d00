package io.lingzhi.gateway.config;

/** The short name by which CLIProxyAPI's tools know a credential: 16 digits that tell nothing of its key. */
public final class AuthIndex {
    private static final int DIGITS = 16;

    private AuthIndex() {}

    public static String of(Config.Provider provider, Config.Credential credential) {
        String key = credential.key().map(Secret::reveal).orElse("");
        String text = key.isEmpty()
                ? "id:" + credential.id()
                : provider.kind().key() + ":" + provider.baseUrl().orElse("") + "+" + key;
        return CredentialIds.digest(text).substring(0, DIGITS);
    }
}
