package io.lingzhi.gateway.config;

/**
 * What a provider is told of the client that asks, beside what the client's request says itself.
 *
 * @param cacheKey a {@code prompt_cache_key} that stands for the client, where its request has none
 * @param userId a {@code metadata.user_id} that stands for the client, where its request has none
 * @param clientHeaders the headers by which the client names itself
 */
public record Disclosure(boolean cacheKey, boolean userId, boolean clientHeaders) {
    public static final Disclosure NOTHING = new Disclosure(false, false, false);
}
