package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.media.RequestMedia;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.ThinkingFit;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A question on its way, with what all attempts at it share.
 *
 * @param keyId of the client's key
 * @param media what it names by URL, fetched when an attempt needs it
 */
record Asking(Config config, Question question, String keyId, RequestMedia media) {
    /**
     * How it is translated for an upstream of this protocol.
     *
     * @param headers completes those that are sent
     * @param lost what is lost of it already
     */
    TranslatedLane.Manner manner(Protocol upstream, UnaryOperator<Map<String, String>> headers, List<Loss> lost) {
        boolean literal = !(question instanceof Question.Wished);
        return new TranslatedLane.Manner(
                question.strict(config.translation().strict()),
                new ThinkingFit.Ends(question.protocol(), upstream, literal),
                media,
                headers,
                lost);
    }
}
