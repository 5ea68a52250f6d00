package io.lingzhi.gateway.media;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Deadlines;
import io.lingzhi.gateway.config.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * What holds for the fetching of one request.
 *
 * @param proxy as in {@link Config.Credential#proxyUrl()}
 * @param bytes the longest medium
 * @param bytesInAll of all media of the request together
 * @param deadlines of each call; {@code total} is that of all calls together
 */
public record Terms(AddressGuard guard, Optional<Secret> proxy, long bytes, long bytesInAll, Deadlines deadlines) {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** What the configuration says. All media together may be as long as a request that brings them along. */
    public static Terms of(Config config) {
        Deadlines deadlines = config.deadlines();
        return new Terms(
                new AddressGuard(config.mediaFetching().allowed()),
                config.mediaFetching().proxyUrl(),
                config.mediaFetching().bytes(),
                Math.max(config.limits().bodyBytes(), config.mediaFetching().bytes()),
                new Deadlines(
                        atMost(deadlines.connect(), LONGEST_SILENCE),
                        atMost(deadlines.responseHead(), LONGEST_SILENCE),
                        atMost(deadlines.firstToken(), LONGEST_SILENCE),
                        atMost(deadlines.idle(), LONGEST_SILENCE),
                        atMost(deadlines.total(), LONGEST)));
    }

    private static Duration atMost(Duration asked, Duration limit) {
        return asked.compareTo(limit) > 0 ? limit : asked;
    }
}
