package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.media.RequestMedia;
import io.lingzhi.llm.ThinkingFit;
import io.lingzhi.llm.protocol.Protocol;

/**
 * A question on its way, with what all attempts at it share.
 *
 * @param keyId of the client's key
 * @param media what it names by URL, fetched when an attempt needs it
 */
record Asking(Config config, Question question, String keyId, RequestMedia media) {
    /** How it is translated for an upstream of this protocol. */
    TranslatedLane.Manner manner(Protocol upstream) {
        boolean literal = !(question instanceof Question.Wished);
        return new TranslatedLane.Manner(
                question.strict(config.translation().strict()),
                new ThinkingFit.Ends(question.protocol(), upstream, literal),
                media);
    }
}
