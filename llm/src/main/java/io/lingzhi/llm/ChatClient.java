package io.lingzhi.llm;

import java.util.Optional;

/**
 * The port through which an application asks a model, wherever the gateway runs. Calls block, and belong on virtual
 * threads.
 */
public interface ChatClient {

    /** Asks and returns at once; the first {@link ChatStream#next()} waits for the answer's beginning. */
    ChatStream open(ChatRequest request, Caller caller);

    /** Why this model cannot be asked now, as far as that is known without asking. */
    default Optional<Failure> knownRefusal(ModelId model) {
        return Optional.empty();
    }

    /** Asks and waits for the whole answer. */
    default Answer ask(ChatRequest request, Caller caller) {
        ResponseAssembler assembler = new ResponseAssembler();
        try (ChatStream stream = open(request, caller)) {
            while (!assembler.complete()) {
                assembler.accept(stream.next());
            }
        }
        return assembler.answer();
    }

    /** A whole answer, or why there is none. */
    sealed interface Answer {
        record Complete(ChatResponse response) implements Answer {}

        record Failed(Failure failure) implements Answer {}
    }
}
