package io.lingzhi.llm.openaicompletions;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.OpenAiError;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.SeveralAsked;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.protocol.WireError;

/** A client that speaks OpenAI's legacy text completions. */
public final class CompletionsInbound implements Inbound {
    /** The field that is to blame when there is too much to read. */
    static final String CONVERSATION = "prompt";

    @Override
    public Protocol protocol() {
        return Protocol.OPENAI_COMPLETIONS;
    }

    @Override
    public SeveralAsked read(WireCall call) throws RejectedException {
        return CompletionsAsked.read(call.body().bytes());
    }

    @Override
    public WireError encodeFailure(Failure failure) {
        return OpenAiError.answer(failure, CONVERSATION);
    }

    @Override
    public byte[] encodeStreamFailure(Failure failure) {
        return CompletionsForm.frame(OpenAiError.of(failure, CONVERSATION).body());
    }
}
