package io.lingzhi.llm.protocol;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import java.util.List;

/**
 * One client's request for several answers at once, its choices. Each is a question of its own, since few upstreams
 * give several answers to one question; the answers are told together.
 */
public interface SeveralAsked extends Asked {
    /** The questions, in the order of the choices; decoded at the first call, and never none. */
    List<ChatRequest> requests() throws RejectedException;

    /** A new encoder for streamed answers. */
    ChoicesEncoder newChoicesEncoder();

    /** Whole answers, in the order of the choices, as one JSON body. */
    byte[] encodeResponses(List<ChatResponse> answers);

    /** The question, where there is but one. */
    @Override
    default ChatRequest request() throws RejectedException {
        List<ChatRequest> all = requests();
        if (all.size() == 1) {
            return all.getFirst();
        }
        throw RequestObject.rejected("n", "one answer can be given here, and " + all.size() + " are asked for");
    }

    @Override
    default StreamEncoder newStreamEncoder() {
        ChoicesEncoder encoder = newChoicesEncoder();
        return event -> encoder.encode(0, event);
    }

    @Override
    default byte[] encodeResponse(ChatResponse response) {
        return encodeResponses(List.of(response));
    }
}
