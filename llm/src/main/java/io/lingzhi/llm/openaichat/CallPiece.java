package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Signature;
import java.util.Optional;

/**
 * A fragment of a tool call, as a chunk tells it; what it does not tell is empty.
 *
 * @param index which of the answer's calls it belongs to
 * @param text arguments, or free text
 * @param free whether the call takes free text, so that nothing tells its end but the answer's
 * @param signature what the call must be sent back with
 */
record CallPiece(long index, String id, String name, String text, boolean free, Optional<Signature> signature) {
    boolean isEmpty() {
        return id.isEmpty() && name.isEmpty() && text.isEmpty();
    }
}
