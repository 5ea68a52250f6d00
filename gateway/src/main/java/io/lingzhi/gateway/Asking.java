package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.media.RequestMedia;

/**
 * A question on its way, with what all attempts at it share.
 *
 * @param media what it names by URL, fetched when an attempt needs it
 */
record Asking(Config config, Question question, RequestMedia media) {
    /** Whether the asker wants to be refused rather than lose something. */
    boolean strict() {
        return question.strict(config.translation().strict());
    }
}
