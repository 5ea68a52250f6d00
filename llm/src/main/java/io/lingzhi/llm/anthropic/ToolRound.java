package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;

/** Tells where a conversation stands between a model's tool calls and its answer. */
final class ToolRound {
    private ToolRound() {}

    /**
     * Whether the model is to go on after tool results with a turn that holds no thought this upstream would recognise.
     * An upstream refuses to think in such a turn.
     */
    static boolean isUnderWayWithoutThinking(List<Message> messages) {
        int last = messages.size() - 1;
        boolean answered = false;
        while (last >= 0 && messages.get(last).role() != Role.ASSISTANT) {
            answered |= holds(messages.get(last), Part.ToolResult.class);
            last--;
        }
        if (last < 0 || !answered) {
            return false;
        }
        boolean thought = false;
        for (int i = last; i >= 0 && messages.get(i).role() == Role.ASSISTANT; i--) {
            thought |= messages.get(i).parts().stream().anyMatch(ToolRound::isOwnThought);
        }
        return !thought;
    }

    static boolean isOwnThought(Part part) {
        return part instanceof Part.Thinking thinking
                && thinking.signature()
                        .filter(signature -> signature.maker() == Protocol.ANTHROPIC)
                        .isPresent();
    }

    private static boolean holds(Message message, Class<? extends Part> kind) {
        return message.parts().stream().anyMatch(kind::isInstance);
    }
}
