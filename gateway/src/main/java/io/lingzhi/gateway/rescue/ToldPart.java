package io.lingzhi.gateway.rescue;

import io.lingzhi.llm.StreamEvent.PartHead;

/**
 * A part of an answer as far as the client has been told.
 *
 * @param content the deltas so far, joined
 * @param closed whether the part's end was told too
 */
public record ToldPart(PartHead head, String content, boolean closed) {
    boolean isThinking() {
        return head instanceof PartHead.Thinking;
    }

    boolean isText() {
        return head instanceof PartHead.Text;
    }

    /** Whether another answer can be compared with this part and go on from it. */
    boolean comparable() {
        return switch (head) {
            case PartHead.Text _, PartHead.Thinking _, PartHead.ToolCall _ -> true;
            case PartHead.Refusal _, PartHead.Opaque _ -> false;
        };
    }
}
